import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LetterServer {
  port: number;
  /** Letter ids in the order they arrived, one entry an arrival. */
  arrived: string[];
  close(): Promise<void>;
}

/**
 * Takes letters over HTTP and remembers every one that arrived. `answer` says what the client sees: a status with text,
 * or nothing at all.
 */
export async function startLetterServer(
  answer: (letterId: string, host: string) => { status: number; text: string } | 'silence' = () => ({
    status: 200,
    text: 'A1',
  }),
  onArrival: (letterId: string) => void = () => {},
): Promise<LetterServer> {
  const arrived: string[] = [];
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      const letterId = String(request.headers['x-letter'] ?? '');
      const said = answer(letterId, request.headers.host ?? '');
      if (said === 'silence' || said.status !== 422) arrived.push(letterId);
      onArrival(letterId);
      if (said === 'silence') return;
      response.writeHead(said.status).end(said.text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
