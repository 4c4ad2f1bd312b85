import net from 'node:net';
import { beforeAll } from 'vitest';

/** Tests speak to loopback only: any other address ends the test at once instead of leaking traffic. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.|localhost$)/;

beforeAll(() => {
  const original = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
    const first = Array.isArray(args[0]) ? args[0][0] : args[0];
    const host = typeof first === 'object' && first !== null && 'host' in first ? String(first.host) : null;
    if (host !== null && host !== '' && !LOOPBACK.test(host)) {
      throw new Error(`test tried to reach ${host}: only loopback is allowed`);
    }
    return Reflect.apply(original, this, args) as net.Socket;
  } as typeof original;
});
