// Serves the built site: static files with the security headers that the page is made for.
//
//   node scripts/server.mjs [--root build/site] [--host 127.0.0.1] [--port 8080]
//
// A busy port makes it take the next free one; port 0 any free one. The address is the first line printed.

import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** @type {Record<string, string>} */
const contentTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.safetensors': 'application/octet-stream',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const compressed = new Set(['.jpg', '.png', '.webp', '.woff2']);

/**
 * Nothing from elsewhere, no inline script or style, no eval. RDKit needs eval; it lives in a worker,
 * and a worker obeys the policy sent with its own script, so that script alone is allowed it.
 * @param {string} pathname
 */
export function securityHeaders(pathname) {
  const rdkitWorker = path.posix.basename(pathname).startsWith('rdkit-worker');
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      `script-src 'self' 'wasm-unsafe-eval'${rdkitWorker ? " 'unsafe-eval'" : ''}`,
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      'frame-ancestors *', // a page may embed the laboratory
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

/**
 * The file that a request path names, or null if it names none inside `root`.
 * @param {string} root absolute
 * @param {string} pathname still percent-encoded
 * @returns {Promise<{ file: string, info: import('node:fs').Stats } | { redirect: string } | null>}
 */
async function findFile(root, pathname) {
  let decoded;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const inside = (/** @type {string} */ file) => file === root || file.startsWith(root + path.sep);
  const hidden = decoded.split('/').some((part) => part.startsWith('.'));
  let file = path.join(root, decoded);
  if (hidden || !inside(file)) return null;
  try {
    let info = await stat(file);
    if (info.isDirectory()) {
      if (!decoded.endsWith('/')) return { redirect: `${pathname}/` };
      file = path.join(file, 'index.html');
      info = await stat(file);
    }
    return info.isFile() ? { file, info } : null;
  } catch {
    return null;
  }
}

/**
 * Compressed once, kept until the file changes.
 * @type {Map<string, Promise<Buffer>>}
 */
const cache = new Map();

/**
 * @param {string} file
 * @param {string} version
 * @param {string} encoding
 */
function content(file, version, encoding) {
  const key = `${encoding} ${version} ${file}`;
  let body = cache.get(key);
  if (!body) {
    body = readFile(file).then((bytes) => {
      if (encoding === 'br') {
        return brotli(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 6 } });
      }
      return encoding === 'gzip' ? gzip(bytes) : bytes;
    });
    body.catch(() => cache.delete(key));
    cache.set(key, body);
  }
  return body;
}

/**
 * @param {string} root folder to serve
 * @returns {import('node:http').RequestListener}
 */
export function serveFolder(root) {
  const absolute = path.resolve(root);

  return async (request, response) => {
    const pathname = (request.url ?? '/').replace(/[?#].*/s, '');
    /** @type {(status: number, text: string, headers?: Record<string, string>) => void} */
    const answer = (status, text, headers = {}) => {
      response.writeHead(status, {
        ...securityHeaders(pathname),
        'Content-Type': 'text/plain; charset=utf-8',
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : `${text}\n`);
    };

    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' });
    }
    const found = await findFile(absolute, pathname);
    if (!found) return answer(404, 'Not found.');
    if ('redirect' in found) {
      // A path that starts with two slashes would name another host.
      return answer(308, 'Moved.', { Location: found.redirect.replace(/^\/+/, '/') });
    }

    const { file, info } = found;
    const extension = path.extname(file);
    const version = `"${info.size.toString(36)}-${info.mtimeMs.toString(36)}"`;
    const accepted = request.headers['accept-encoding'] ?? '';
    const encoding = compressed.has(extension)
      ? ''
      : /\bbr\b/.test(accepted)
        ? 'br'
        : /\bgzip\b/.test(accepted)
          ? 'gzip'
          : '';
    const hashed = /-[\w-]{8}\.\w+$/.test(file) && file.includes(`${path.sep}assets${path.sep}`);
    const headers = {
      ...securityHeaders(pathname),
      'Content-Type': contentTypes[extension] ?? 'application/octet-stream',
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: version,
      Vary: 'Accept-Encoding',
      ...(encoding && { 'Content-Encoding': encoding }),
    };
    if (request.headers['if-none-match'] === version) {
      response.writeHead(304, headers);
      return response.end();
    }
    try {
      const body = await content(file, version, encoding);
      response.writeHead(200, { ...headers, 'Content-Length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    } catch {
      answer(500, 'The file could not be read.');
    }
  };
}

/**
 * Listens on `port`, or the next free one above it.
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number>}
 */
export function listen(server, host, port, attempts = 50) {
  return new Promise((resolve, reject) => {
    const onError = (/** @type {NodeJS.ErrnoException} */ error) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' && attempts > 1 && port < 65535) {
        resolve(listen(server, host, port + 1, attempts - 1));
      } else {
        reject(error);
      }
    };
    const onListening = () => {
      server.off('error', onError);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(port, host);
  });
}

async function main() {
  const site = fileURLToPath(new URL('../build/site', import.meta.url));
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: site },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8080' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port takes a whole number from 0 to 65535, not '${values.port}'.`);
  }
  const server = createServer(serveFolder(values.root));
  const chosen = await listen(server, values.host, port);
  const name = values.host.includes(':') ? `[${values.host}]` : values.host;
  console.log(`MixGrad is at http://${name === '127.0.0.1' ? 'localhost' : name}:${chosen}/`);

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
