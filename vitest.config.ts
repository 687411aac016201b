import { defineConfig } from 'vitest/config';

export default defineConfig({
  assetsInclude: ['**/*.safetensors'],
  test: {
    include: ['tests/web/**/*.test.{ts,js}'],
    environment: 'node',
    testTimeout: 30_000,
  },
});
