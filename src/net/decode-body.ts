import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { NetFailure } from './failure.ts';

/** Below this a body is decoded at once; above, in a thread, so that a bomb does not stop everything else. */
const SYNC_BYTES = 32 * 1024;
/** Stacked encodings exist only in attacks; two have been seen by mistake. */
const MAX_LAYERS = 2;

/** Other words ("utf-8", "none") are no codings: servers send them by mistake and browsers ignore them. */
const CODINGS = /^(x-gzip|gzip|deflate|br|zstd|compress|x-compress|dcb|dcz)$/;

type Options = zlib.ZlibOptions & zlib.BrotliOptions;
interface Coder {
  sync: (body: Uint8Array, options: Options) => Buffer;
  inThread: (body: Uint8Array, options: Options) => Promise<Buffer>;
  /** Takes what there is of a body that was cut or lacks its end, as browsers do. */
  options: Options;
}

const TOLERANT: Options = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
const gzip: Coder = { sync: zlib.gunzipSync, inThread: promisify(zlib.gunzip), options: TOLERANT };
const deflate: Coder = { sync: zlib.inflateSync, inThread: promisify(zlib.inflate), options: TOLERANT };
const deflateRaw: Coder = {
  sync: zlib.inflateRawSync,
  inThread: promisify(zlib.inflateRaw),
  options: TOLERANT,
};
const brotli: Coder = {
  sync: zlib.brotliDecompressSync,
  inThread: promisify(zlib.brotliDecompress),
  options: { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH },
};

/** What we say we take; what a server sends although it is not here fails as `decompression_failed`. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/**
 * Takes the content-encoding off. At most `maxBytes` come out: a bomb is stopped there, whatever its ratio. Throws
 * NetFailure `body_too_large` or `decompression_failed`.
 */
export async function decodeBody(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const layers = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => CODINGS.test(name))
    .reverse();
  if (layers.length > MAX_LAYERS)
    throw new NetFailure('decompression_failed', `content-encoding "${encoding.slice(0, 100)}" is stacked`);
  let bytes = body;
  for (const name of layers) bytes = await decodeLayer(bytes, name, maxBytes);
  return bytes;
}

async function decodeLayer(body: Buffer, name: string, maxBytes: number): Promise<Buffer> {
  if (body.length === 0) return body;
  const coder = coderOf(name, body);
  const options = { ...coder.options, maxOutputLength: maxBytes };
  try {
    return body.length <= SYNC_BYTES ? coder.sync(body, options) : await coder.inThread(body, options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new NetFailure('body_too_large', `the ${name} body is larger than ${maxBytes} bytes unpacked`);
    }
    throw new NetFailure(
      'decompression_failed',
      `the body is not ${name}: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

function coderOf(name: string, body: Buffer): Coder {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return gzip;
    case 'deflate':
      // Servers send it with and without the zlib head (RFC 1950); its first nibble is always 8.
      return ((body[0] ?? 0) & 0x0f) === 8 ? deflate : deflateRaw;
    case 'br':
      return brotli;
    default:
      throw new NetFailure('decompression_failed', `content-encoding "${name.slice(0, 40)}" is unknown`);
  }
}
