import { createLogger, defineConfig, type Plugin } from 'vite';
import { securityHeaders } from './scripts/server.mjs';

/** The headers of scripts/server.mjs for Vite's own servers; its live reload adds inline styles. */
function securityHeadersPlugin(): Plugin {
  return {
    name: 'security-headers',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const headers = securityHeaders((request.url ?? '/').replace(/[?#].*/s, ''));
        for (const [name, value] of Object.entries(headers)) {
          response.setHeader(name, value.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
        }
        next();
      });
    },
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        const headers = securityHeaders((request.url ?? '/').replace(/[?#].*/s, ''));
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}

// RDKit's module asks for node:fs and node:crypto, but only when it runs in Node.
const logger = createLogger();
const warn = logger.warn;
logger.warn = (message, options) => {
  if (!(message.includes('externalized for browser compatibility') && message.includes('RDKit_minimal.js'))) {
    warn(message, options);
  }
};

export default defineConfig({
  customLogger: logger,
  root: 'web',
  base: './', // the site works under any path
  plugins: [securityHeadersPlugin()],
  assetsInclude: ['**/*.safetensors'],
  server: { fs: { allow: ['..'] } },
  worker: { format: 'es' },
  build: {
    outDir: '../build/site',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the Content-Security-Policy and the cache work by file
  },
});
