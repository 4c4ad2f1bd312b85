// Serves a saved site on loopback: node scripts/serve-site.mjs FOLDER [PORT]. Folders answer with their index.html.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
};

/** Starts the server; resolves with it once it listens. Without a charset in the header: pages say their own. */
export function serveSite(folder, port = 0) {
  const root = path.resolve(folder);
  const server = createServer((request, response) => {
    let file;
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      file = path.join(root, decodeURIComponent(pathname));
    } catch {
      response.writeHead(400).end();
      return;
    }
    const inside = file === root || file.startsWith(root + path.sep);
    if (inside && existsSync(file) && statSync(file).isDirectory()) file = path.join(file, 'index.html');
    if (!inside || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<title>404</title>404 Not Found');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port = '0'] = process.argv.slice(2);
  if (folder === undefined || !existsSync(folder)) {
    console.error('usage: node scripts/serve-site.mjs FOLDER [PORT]');
    process.exit(2);
  }
  const server = await serveSite(folder, Number(port));
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
