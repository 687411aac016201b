// The site's server: headers, compression, and nothing outside its folder.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { listen, securityHeaders, serveFolder } from '../../scripts/server.mjs';

let folder: string;
let server: Server;
let port: number;

/** fetch() would tidy up the path before sending it. */
function get(pathname: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ response: IncomingMessage; body: Buffer }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: pathname, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ response, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

const page = `<!doctype html><p>${'mixture '.repeat(200)}`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'server-'));
  await mkdir(path.join(folder, 'site/assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await mkdir(path.join(folder, 'site-other'));
  await writeFile(path.join(folder, 'site-other/secret.txt'), 'secret');
  await writeFile(path.join(folder, 'site/.hidden'), 'secret');
  await writeFile(path.join(folder, 'site/index.html'), page);
  await writeFile(path.join(folder, 'site/assets/index.html'), page);
  await writeFile(path.join(folder, 'site/assets/core-Ab12_-xY.wasm'), new Uint8Array(8));
  await writeFile(path.join(folder, 'site/assets/rdkit-worker-Ab12Cd34.js'), '1');
  server = createServer(serveFolder(path.join(folder, 'site')));
  port = await listen(server, '127.0.0.1', 0);
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe('the site server', () => {
  it('serves the page, plain or compressed as asked', async () => {
    const plain = await get('/');
    expect(plain.response.statusCode).toBe(200);
    expect(plain.response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(plain.response.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(page);

    const brotli = await get('/index.html?a=1', { 'Accept-Encoding': 'gzip, br' });
    expect(brotli.response.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(brotli.body).toString()).toBe(page);

    const gzip = await get('/', { 'Accept-Encoding': 'gzip' });
    expect(gzip.response.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(gzip.body).toString()).toBe(page);
    expect(gzip.body.length).toBeLessThan(page.length / 5);
  });

  it('lets a cache ask whether the file changed, and keeps hashed files for good', async () => {
    const { response } = await get('/');
    expect(response.headers['cache-control']).toBe('no-cache');
    const again = await get('/', { 'If-None-Match': String(response.headers.etag) });
    expect(again.response.statusCode).toBe(304);
    expect(again.body.length).toBe(0);

    const asset = await get('/assets/core-Ab12_-xY.wasm');
    expect(asset.response.headers['content-type']).toBe('application/wasm');
    expect(asset.response.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../site-other/secret.txt',
    '/.hidden',
    '/index.html%00.txt',
    '/%zz',
    '/absent.html',
  ])('answers %s with 404', async (pathname) => {
    const { response, body } = await get(pathname);
    expect(response.statusCode).toBe(404);
    expect(body.toString()).toBe('Not found.\n');
  });

  it('redirects a folder to its page, never to another host', async () => {
    expect((await get('/assets')).response.headers.location).toBe('/assets/');
    expect((await get('//assets')).response.headers.location).toBe('/assets/');
  });

  it('answers HEAD without a body and refuses what would write', async () => {
    const head = await get('/', {}, 'HEAD');
    expect(head.response.statusCode).toBe(200);
    expect(head.response.headers['content-length']).toBe(String(page.length));
    expect(head.body.length).toBe(0);
    expect((await get('/', {}, 'POST')).response.statusCode).toBe(405);
  });

  it('allows eval to the script of the RDKit worker alone', async () => {
    const policy = async (pathname: string) =>
      String((await get(pathname)).response.headers['content-security-policy']);
    expect(await policy('/assets/rdkit-worker-Ab12Cd34.js')).toContain(" 'unsafe-eval'");
    expect(await policy('/')).not.toContain(" 'unsafe-eval'");
    expect(await policy('/absent.html')).toBe(securityHeaders('/')['Content-Security-Policy']);
    for (const rule of ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "object-src 'none'"]) {
      expect((await policy('/')).split('; ')).toContain(rule);
    }
  });

  it('takes the next port when one is busy', async () => {
    const other = createServer();
    const chosen = await listen(other, '127.0.0.1', port);
    expect(chosen).toBeGreaterThan(port);
    other.close();
  });
});
