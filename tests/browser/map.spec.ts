import type { Locator } from '@playwright/test';
import { expect, type Laboratory, test } from './laboratory';

const three = 'mix=EC:30;EMC:40;DMC:30';

async function open(lab: Laboratory, fragment: string): Promise<void> {
  await lab.page.goto(`./#${fragment}`);
  await expect(lab.page.locator('.point-label')).toHaveText(/\d/);
  await expect(lab.page.locator('.map figcaption')).toHaveText(/\d/);
}

const row = (lab: Laboratory, name: string) =>
  lab.page.locator('.map-readout tbody tr').filter({ hasText: name });
const numberIn = async (locator: Locator) => Number((await locator.innerText()).replace('\u2212', '-'));

test('shows any property, and keeps the choice in the link', async ({ lab, page }) => {
  await open(lab, three);
  const caption = page.locator('.map figcaption');
  await expect(caption).toHaveText(
    /^With 1 mol\/kg LiPF6 at 25 °C\. Highest at .* mS\/cm\. Lowest at .* mS\/cm\./,
  );
  await page.getByLabel('Property on the map').selectOption('viscosity');
  await lab.link(/map=viscosity/);
  await expect(caption).toHaveText(/^Without salt, at 25 °C\. Highest at EC 100\s%: .* mPa s\./);
  await expect(page.locator('.legend-title')).toHaveText('Viscosity, mPa s');
  await expect(page.locator('.contours text').first()).toBeVisible();
  await expect(page.locator('.point-label')).toHaveText(
    await row(lab, 'Viscosity').locator('.point-value').innerText(),
  );
  await page.getByLabel('Property on the map').selectOption('excess enthalpy');
  await expect(page.locator('.legend-title')).toHaveText('Excess enthalpy, J/mol');
  await page.getByLabel('Property on the map').selectOption('conductivity');
  await expect(page).not.toHaveURL(/map=/);
});

test('everything is read at the point while it is dragged', async ({ lab, page }) => {
  await open(lab, three);
  await expect(page.locator('.map-readout tbody tr')).toHaveCount(7);
  await expect(row(lab, 'Conductivity').locator('.point-value')).toHaveText(await lab.kappaText.innerText());
  const before = await Promise.all(['Viscosity', 'Density'].map((name) => row(lab, name).innerText()));
  const point = page.getByRole('slider', { name: 'Composition on the map' });
  await point.focus();
  await point.press('Shift+ArrowUp');
  for (const [i, name] of ['Viscosity', 'Density'].entries()) {
    await expect(row(lab, name)).not.toHaveText(before[i] as string, { useInnerText: true });
  }
});

test('follows the goal of the design', async ({ lab, page }) => {
  await open(lab, `view=design&${three}&goal=min:viscosity`);
  await expect(page.getByLabel('Property on the map')).toHaveValue('viscosity_mPa_s');
  await page.getByLabel('Goal: property').selectOption('density');
  await expect(page.locator('.legend-title')).toHaveText('Density, g/cm³');
});

test('draws the limits, and says which are kept at the point', async ({ lab, page }) => {
  await open(lab, `view=design&${three}&need=viscosity:..0.8;sum(1):10..&limit=3:..60`);
  await expect(page.locator('.limit-line')).toHaveCount(3);
  await expect(page.locator('.limit-number')).toHaveText(['1', '2', '3']);
  await expect(page.locator('.key-limits')).toBeVisible();
  const limits = page.locator('.point-limits li');
  await expect(limits).toHaveText([
    /Viscosity at most 0\.8 mPa s\s*broken/,
    /EC at least 10 %\s*kept/,
    /DMC at most 60 %\s*kept/,
  ]);
  // The line of the first limit moves with its number, and the point may come inside.
  const line = page.locator('.limit-line').first();
  const before = (await line.getAttribute('d')) as string;
  await page.getByLabel('Limit 1: value').fill('1');
  await page.getByLabel('Limit 1: value').press('Enter');
  await expect(line).not.toHaveAttribute('d', before);
  await expect(limits.first()).toHaveText(/at most 1 mPa s\s*kept/);
  // The other view has no limits.
  await page.getByRole('tab', { name: 'Electrolyte' }).click();
  await expect(page.locator('.limit-line')).toHaveCount(0);
  await expect(limits).toHaveCount(0);
});

test('the path of a run draws itself from the mixture to the best one', async ({ lab, page }) => {
  await open(lab, `view=design&${three}`);
  await lab.button('Find the mixture').click();
  await expect(page.locator('.trail-end')).toBeVisible();
  // Its end is where the answer lies: on the map the composition decides.
  const end = async () => {
    const shares = await Promise.all(
      [0, 1, 2].map((i) => numberIn(page.locator('.answer .recipe li').nth(i).locator('b'))),
    );
    const box = (await page.locator('.map canvas').boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    const [first = 0, , third = 0] = shares.map((share) => share / 100);
    return { x: box.x + box.width * (third + first / 2), y: box.y + box.height * (1 - first) };
  };
  await expect
    .poll(async () => {
      const bead = (await page.locator('.trail-end').boundingBox()) as {
        x: number;
        y: number;
        width: number;
      };
      const at = await end();
      return Math.hypot(bead.x + bead.width / 2 - at.x, bead.y + bead.width / 2 - at.y);
    })
    .toBeLessThan(4);
  // Another question takes it away.
  await lab.button('Lock EC').click();
  await expect(page.locator('.trail-end')).toBeHidden();
});

test('with reduced motion the path is there at once', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(lab, `view=design&${three}`);
  // No frame is ever drawn: an animation would stand still at its beginning.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  await lab.button('Find the mixture').click();
  await expect(page.locator('.trail')).toHaveAttribute('points', /^(\S+ ){2,}/);
});
