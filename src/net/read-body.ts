import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { NetFailure } from './failure.ts';

export interface ReadBody {
  bytes: Uint8Array;
  wireBytes: number;
}

/**
 * Reads and decodes a body, at most `maxBytes` of it after decoding: a compression bomb is stopped as early as an
 * endless page. Throws NetFailure `body_too_large` or `decompression_failed`, and what the stream throws.
 */
export async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<ReadBody> {
  let wireBytes = 0;
  body.on('data', (chunk: Buffer) => {
    wireBytes += chunk.length;
  });
  const decoders = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
  if (decoders.length > 2)
    throw new NetFailure('decompression_failed', `content-encoding "${encoding}" is stacked`);
  let stream: Readable = body;
  for (const name of decoders) stream = decode(stream, name);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes)
        throw new NetFailure('body_too_large', `the body is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
    stream.destroy();
  }
  return { bytes: Buffer.concat(chunks), wireBytes };
}

function decode(source: Readable, name: string): Readable {
  const decoder = decoderFor(name);
  source.on('error', (error) => decoder.destroy(error));
  return source.pipe(decoder);
}

function decoderFor(name: string) {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw new NetFailure('decompression_failed', `content-encoding "${name}" is unknown`);
  }
}
