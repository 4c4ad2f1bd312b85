import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { PageServer } from './page-server.ts';

/** A port of its own for one site, so that the site can really refuse connections while the others go on. */
export class SiteGate {
  readonly host: string;
  readonly #pages: PageServer;
  readonly #sockets = new Set<Socket>();
  #server: http.Server | null = null;
  #port = 0;

  constructor(host: string, pages: PageServer) {
    this.host = host;
    this.#pages = pages;
  }

  get port(): number {
    return this.#port;
  }

  /** Takes a port; a gate that is to refuse gives it up again at once and keeps its number. */
  async open(): Promise<void> {
    if (this.#server !== null) return;
    const server = http.createServer((request, response) => this.#pages.handle(request, response));
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => resolve());
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async shut(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
