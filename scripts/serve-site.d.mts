import type { Server } from 'node:http';

/** Starts a loopback server for a folder; resolves once it listens. */
export function serveSite(folder: string, port?: number): Promise<Server>;
