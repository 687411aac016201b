import { expect, test } from './laboratory';

for (const file of ['mixgrad.wasm', 'species.json', 'mixgrad.safetensors']) {
  test(`without ${file} the page says what is missing`, async ({ lab, page, context }) => {
    lab.expected = /404/;
    const [stem, extension] = file.split('.');
    await context.route(new RegExp(`${stem}[^/]*\\.${extension}$`), (route) =>
      route.fulfill({ status: 404, body: 'Not found.' }),
    );
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'The laboratory could not start' })).toBeVisible();
    await expect(page.getByRole('alert')).toContainText('What was reported:');
    await expect(lab.button('Reload')).toBeVisible();
  });
}
