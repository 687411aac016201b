// What to measure next: proposed, used, saved, and corrected by what was measured.
import { readFile } from 'node:fs/promises';
import { expect, test } from './laboratory';

test('proposes experiments, puts one into the composer, and counts in what was measured', async ({
  lab,
  page,
}) => {
  await lab.open('view=design&mix=EC:30;EMC:70;DMC:0');
  const panel = page.getByRole('region', { name: 'What to measure next' });
  await panel.getByLabel('How many experiments').fill('3');
  await panel.getByLabel('How many experiments').press('Enter');
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.locator('tbody tr')).toHaveCount(3);
  await expect(panel.getByRole('status').first()).toHaveText(/3 mixtures proposed\. No measured values yet/);
  const expected = await panel.locator('tbody tr').first().locator('td').first().innerText();

  await page
    .getByLabel('Table of measured values')
    .fill('EC, EMC, DMC, LiPF6, measured\n30, 70, 0, 1, 5\n10, 10, 80, 1, 6\n30, 0, 0, 1, 4');
  await expect(page.locator('.measured-figure')).toBeVisible();
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.getByRole('status').first()).toHaveText(/3 measured values counted in/);
  await expect(panel.locator('tbody tr').first().locator('td').first()).not.toHaveText(expected);
  await expect(panel.getByRole('status').first()).toHaveText(/the best 6\.00 mS\/cm/);

  const use = panel.getByRole('button', { name: /^Use / }).first();
  await use.click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled();
  await expect(use).toHaveText('In use');
});

test('a round of experiments: saved as a table, filled in, dropped, counted in', async ({
  lab,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open('view=design&mix=EC:30;EMC:70;DMC:0&salt=LiPF6:1M');
  const panel = page.getByRole('region', { name: 'What to measure next' });
  await panel.getByLabel('Choose by').selectOption('What it gains on average');
  await expect(panel).toContainText('expected improvement');
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.locator('tbody tr')).toHaveCount(6);
  await expect(panel.locator('tbody tr').first()).toContainText('better than the best on average');

  await panel.getByRole('button', { name: 'Copy as CompositionIDs' }).click();
  const ids = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\n');
  expect(ids).toHaveLength(6);

  const save = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  const file = await save;
  expect(file.suggestedFilename()).toBe('EC-EMC-DMC-experiments.csv');
  const [head = '', ...rows] = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
  expect(rows.map((row) => row.split(',')[0])).toEqual(ids);
  const column = head.split(',').indexOf('conductivity_mS_per_cm');
  const filled = rows.map((row, i) => {
    const cells = row.split(',');
    if (i < 4) cells[column] = String(12 + i);
    return cells.join(',');
  });
  await page.getByLabel('Open a file').setInputFiles({
    name: 'measured.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([head, ...filled].join('\n')),
  });
  await expect(page.locator('.parity .pair')).toHaveCount(4);
  await expect(page.locator('.measured-problems li')).toHaveCount(0);
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.getByRole('status').first()).toHaveText(
    '6 mixtures proposed. 4 measured values counted in, the best 15.0 mS/cm.',
  );
});

test('says what it cannot propose for', async ({ lab, page }) => {
  await lab.open('view=design&goal=near:density:1.2');
  const panel = page.getByRole('region', { name: 'What to measure next' });
  await panel.getByRole('button', { name: 'Propose experiments' }).click();
  await expect(panel.getByRole('alert')).toHaveText(/highest or lowest/);
});
