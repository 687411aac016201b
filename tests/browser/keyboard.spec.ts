import { expect, test } from './laboratory';

test('everything can be done by keys alone', async ({ lab, page }) => {
  await lab.open();
  const { keyboard } = page;

  // The first stop skips to the result.
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the result' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.locator('#result')).toBeFocused();

  /** Tabs on until the element has the focus. */
  const tabTo = async (name: string, target = page.getByRole('button', { name, exact: true })) => {
    for (let presses = 0; presses < 60; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab never reached ${name}.`);
  };

  // Add a solvent.
  await tabTo('Add a solvent');
  await keyboard.press('Enter');
  await keyboard.type('diethyl carb');
  await keyboard.press('Enter');
  await expect(lab.share('DEC')).toBeFocused();

  // Move it, and undo that.
  const before = await lab.kappa();
  await keyboard.press('PageUp');
  await expect(lab.amount('DEC')).toHaveValue('43');
  await lab.kappaAfter(before);
  await keyboard.press('Control+z');
  await expect(lab.amount('DEC')).toHaveValue('33.33');

  // Lock it, improve, undo.
  await tabTo('Lock DEC', page.getByRole('button', { name: 'Lock DEC' }));
  await keyboard.press('Space');
  await expect(lab.share('DEC')).toBeDisabled();
  await tabTo('Improve κ');
  await keyboard.press('Enter');
  await expect(page.locator('.gain')).toBeVisible();
  await expect(lab.amount('DEC')).toHaveValue('33.33');
  await tabTo('Undo', page.locator('.improve').getByRole('button', { name: 'Undo' }));
  await keyboard.press('Enter');
  await expect(lab.button('Improve κ')).toBeFocused();

  // Walk along the curve and over the map.
  const temperature = page.getByRole('slider', { name: 'Temperature on the curve' });
  await tabTo('the temperature curve', temperature);
  await keyboard.press('ArrowUp');
  await expect(temperature).toHaveAttribute('aria-valuenow', '26');
  const point = page.getByRole('slider', { name: 'Composition on the map' });
  await tabTo('the map', point);
  const start = await point.getAttribute('aria-valuetext');
  await keyboard.press('ArrowRight');
  await expect(point).not.toHaveAttribute('aria-valuetext', start ?? '');
});

test('the result is announced when things have calmed down', async ({ lab, page }) => {
  await lab.open();
  const live = page.locator('.result [aria-live]');
  await expect(live).toHaveText(/^Conductivity \d.* mS\/cm, 90 % interval .*, known ground\.$/);
  const first = await live.textContent();
  await lab.share('EC').focus();
  await page.keyboard.press('PageUp');
  await expect(live).not.toHaveText(first ?? '');
});
