// A small static server of the built site, for `npm start` and the browser tests.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/**
 * Serve a built site and print its address.
 *
 * @param {object} options
 * @param {string} options.dir the folder of the built site
 * @param {number} [options.port] the port to try first; 0 takes any free one
 * @param {string} [options.host] the address to listen on; this machine alone by default
 * @param {(line: string) => void} [options.say] where to print
 * @returns {Promise<{url: string, port: number, close: () => Promise<void>}>}
 */
export async function serve({ dir, port = 3000, host = 'localhost', say = console.log }) {
  if (!existsSync(join(dir, 'index.html'))) {
    throw new Error(`serve: expected a built site, received ${dir} without index.html; build it`);
  }
  const server = createServer(siteHandler(dir));
  const taken = await listen(server, port, host);
  const url = `http://localhost:${taken}/`;
  if (port !== 0 && taken !== port) say(`Port ${port} is taken.`);
  say(`The course is served on ${url}`);
  return { url, port: taken, close: () => close(server) };
}

/** Files with ETag and type; folders by their index.html; anything else is the 404 page. */
function siteHandler(dir) {
  const notFound = join(dir, '404.html');
  const page = existsSync(notFound) ? readFileSync(notFound) : 'Not found';
  const files = sirv(dir, {
    etag: true,
    setHeaders(response, path) {
      // Built files carry a hash in their name; everything else is asked for again.
      const hashed = path.startsWith('/assets/');
      response.setHeader(
        'Cache-Control',
        hashed ? 'public,max-age=31536000,immutable' : 'no-cache',
      );
      response.setHeader('X-Content-Type-Options', 'nosniff');
    },
  });
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    files(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(request.method === 'HEAD' ? undefined : page);
    });
  };
}

/** Listens on the port, or the next free one; resolves with the port taken. */
async function listen(server, port, host) {
  for (let candidate = port; candidate <= port + 100 && candidate < 65536; candidate++) {
    const error = await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen(candidate, host, () => resolve(null));
    });
    if (!error) return server.address().port;
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    server.removeAllListeners('listening');
  }
  throw new Error(
    `serve: expected a free port, received ${port} to ${port + 100}, all taken; name another`,
  );
}

function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await serve({
    dir: fileURLToPath(new URL('../build', import.meta.url)),
    port: Number(process.argv[2] ?? 3000),
  });
}
