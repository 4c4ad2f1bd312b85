import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { tokenOf } from '../run/tokens.ts';
import type { Workspace } from '../run/workspace.ts';
import { type AccessToken, ROLES, type Role } from '../store/token-repository.ts';
import { ACCOUNT_ROUTES } from './account-routes.ts';
import { addConsole } from './console.ts';
import { DESK_ROUTES } from './desk-routes.ts';
import { HEALTH_ROUTES } from './health-routes.ts';
import { LETTER_ROUTES } from './letter-routes.ts';
import { API_ROOT, openApiOf } from './openapi.ts';
import { HttpProblem, PROBLEM_TYPE, problemOf } from './problem.ts';
import type { Route } from './route.ts';

/** Every operation of the API. */
export const ROUTES: readonly Route[] = [
  ...HEALTH_ROUTES,
  ...LETTER_ROUTES,
  ...DESK_ROUTES,
  ...ACCOUNT_ROUTES,
];

/** What is sent to the API is a few kilobytes of JSON, where a route does not say otherwise. */
const BODY_LIMIT = 64 * 1024;

/** The API and the console over a workspace. It listens to nothing yet: tests call it with `inject`. */
export function createServer(workspace: Workspace, version: string): FastifyInstance {
  const server = fastify({ logger: false, bodyLimit: BODY_LIMIT, trustProxy: false });
  server.setErrorHandler((error, _request, reply) => {
    const said = problemOf(error);
    return reply.code(said.status).type(PROBLEM_TYPE).send(JSON.stringify(said));
  });
  server.setNotFoundHandler((_request, reply) => {
    const said = problemOf(new HttpProblem(404, 'NOT_FOUND', 'there is nothing at that address'));
    return reply.code(404).type(PROBLEM_TYPE).send(JSON.stringify(said));
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'no-store');
    if (!reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });
  const described = openApiOf(ROUTES, version);
  server.get(`${API_ROOT}/openapi.json`, async () => described);
  addConsole(server);
  for (const route of ROUTES) addRoute(server, workspace, route);
  return server;
}

function addRoute(server: FastifyInstance, workspace: Workspace, route: Route): void {
  const { method, path, status } = route;
  // Health also where load balancers look for it (DESIGN §5).
  const urls = path === '/healthz' ? [`${API_ROOT}${path}`, path] : [`${API_ROOT}${path}`];
  for (const url of urls) {
    server.route({
      ...{ method, url, bodyLimit: route.bodyBytes ?? BODY_LIMIT },
      async handler(request, reply) {
        const token = route.role === null ? null : await authorized(request, workspace, route.role);
        const answer = await route.handle({
          ...{ workspace, token, params: request.params as Record<string, string> },
          query: checked(route.query, request.query, 'query') as Record<string, unknown>,
          body: checked(route.body, request.body, 'body'),
        });
        reply.code(status ?? 200);
        if ('bytes' in answer) return reply.type(answer.type).send(Buffer.from(answer.bytes));
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.json));
      },
    });
  }
}

async function authorized(request: FastifyRequest, workspace: Workspace, least: Role): Promise<AccessToken> {
  const [, text] = /^Bearer ([\w-]{1,128})$/i.exec(request.headers.authorization ?? '') ?? [];
  const token = text === undefined ? null : await tokenOf(workspace.store.tokens, text);
  if (token === null)
    throw new HttpProblem(
      401,
      'UNAUTHORIZED',
      'give a token: Authorization: Bearer TOKEN (xunjian token create)',
    );
  if (ROLES.indexOf(token.role) < ROLES.indexOf(least))
    throw new HttpProblem(403, 'FORBIDDEN', `that needs the role ${least}; this token is ${token.role}`);
  return token;
}

/** Values as the route's schema takes them; unknown keys are refused. */
function checked(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) return value;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue?.path.map(String).join('.') ?? '';
  throw new HttpProblem(
    400,
    'REQUEST_INVALID',
    `${where}${key === '' ? '' : `.${key}`}: ${issue?.message ?? 'is wrong'}`,
  );
}
