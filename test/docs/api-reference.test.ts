import { describe, it } from 'vitest';
import { ROUTES } from '../../src/web/create-server.ts';
import { code, holdBlock, table } from './hold-block.ts';

describe('docs/reference/api.md', () => {
  it('lists every operation with the role it needs', () => {
    const rows = ROUTES.map(({ method, path, summary, role }) => [
      code(`${method} ${path}`),
      role ?? 'anybody',
      summary,
    ]);
    holdBlock('docs/reference/api.md', 'routes', table(['Operation', 'Role', 'Does'], rows));
  });
});
