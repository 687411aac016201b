import { expect, test } from './laboratory';

const poor = 'mix=EC:70;DMC:10;EMC:20&salt=LiPF6:0.4m&lock=2';

test('raises the conductivity, moves the sliders, and keeps what is locked', async ({ lab, page }) => {
  await lab.open(poor);
  const before = await lab.kappa();
  await lab.button('Improve κ').click();
  await expect(page.locator('.gain-percent')).toHaveText(/^\+\d/);
  await expect(page.locator('.gain-before')).toHaveText(String(before));
  const after = await lab.kappa();
  expect(after).toBeGreaterThan(before);
  await expect(page.locator('.gain-after')).toHaveText(await lab.kappaText.innerText());
  const [ec, dmc, emc] = (await lab.amounts('EC', 'DMC', 'EMC')) as [number, number, number];
  expect(dmc).toBe(10);
  expect(ec).not.toBe(70);
  expect(ec + dmc + emc).toBeCloseTo(100, 6);
  await expect(page.getByText('Locked: DMC.')).toBeVisible();
  await expect(page.locator('.trail')).toHaveAttribute('points', /\d/);
});

test('undo brings the mixture back', async ({ lab, page }) => {
  await lab.open(poor);
  const before = await lab.kappa();
  await lab.button('Improve κ').click();
  await expect(page.locator('.gain')).toBeVisible();
  await page.locator('.improve').getByRole('button', { name: 'Undo' }).click();
  expect(await lab.amounts('EC', 'DMC', 'EMC', 'LiPF6')).toEqual([70, 10, 20, 0.4]);
  await expect.poll(() => lab.kappa()).toBe(before);
  await expect(lab.button('Improve κ')).toBeFocused();
});

test('stop halts on the way', async ({ lab, page }) => {
  await lab.open(poor);
  // The journey has begun when the first amount has moved. The page itself presses Stop then: from out here the click
  // may come when the journey is over.
  const halt = lab.amount('EC').evaluate(
    (field) =>
      new Promise<void>((done) => {
        const look = () => {
          const stop = [...document.querySelectorAll('button')].find((b) => b.textContent?.trim() === 'Stop');
          if ((field as HTMLInputElement).value === '70' || !stop) {
            requestAnimationFrame(look);
          } else {
            stop.click();
            done();
          }
        };
        look();
      }),
  );
  await lab.button('Improve κ').click();
  await halt;
  await expect(page.getByText('Stopped on the way.')).toBeVisible();
  const halted = await lab.amounts('EC', 'DMC', 'EMC', 'LiPF6');
  await lab.button('Improve again').click();
  await expect(page.locator('.gain')).toBeVisible();
  await expect(page.getByText('Stopped on the way.')).toBeHidden();
  // There was more to come.
  expect(await lab.amounts('EC', 'DMC', 'EMC', 'LiPF6')).not.toEqual(halted);
});

test('limits hold and are named', async ({ lab, page }) => {
  await lab.open('mix=EC:50;EMC:50&salt=LiPF6:0.5m');
  await lab.button('Limits for EC').click();
  await page.getByLabel('Lowest amount of EC allowed').fill('45');
  await page.getByLabel('Highest amount of EC allowed').fill('55');
  await page.getByLabel('Highest amount of EC allowed').press('Enter');
  await lab.button('Lock LiPF6').click();
  await lab.link(/lock=salt&limit=1:45\.\.55/);
  await lab.button('Improve κ').click();
  await expect(page.locator('.outcome')).toBeVisible();
  const [ec, salt] = (await lab.amounts('EC', 'LiPF6')) as [number, number];
  expect(ec).toBeGreaterThanOrEqual(45);
  expect(ec).toBeLessThanOrEqual(55);
  expect(salt).toBe(0.5);
});

test('limits in the wrong order get a message', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Limits for EC').click();
  await page.getByLabel('Lowest amount of EC allowed').fill('60');
  await page.getByLabel('Highest amount of EC allowed').fill('20');
  await page.getByLabel('Highest amount of EC allowed').press('Enter');
  await expect(page.getByText('The lower limit is above the upper one.')).toBeVisible();
});

test('with everything locked it says what to do', async ({ lab, page }) => {
  await lab.open('lock=1;2;salt');
  await lab.button('Improve κ').click();
  await expect(page.getByRole('alert')).toHaveText(
    'Nothing is free to move: unlock the salt or two solvents.',
  );
});

test('a hand on a slider takes over', async ({ lab, page }) => {
  await lab.open(poor);
  await lab.button('Improve κ').click();
  await expect(lab.amount('EC')).not.toHaveValue('70');
  await page.getByRole('textbox', { name: 'Temperature', exact: true }).fill('30');
  await expect(lab.button('Improve κ')).toBeVisible();
  await expect(page.locator('.outcome')).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Temperature', exact: true })).toHaveValue('30');
});

test('with reduced motion it goes straight to the end', async ({ lab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open(poor);
  const before = await lab.kappa();
  await lab.button('Improve κ').click();
  await expect(page.locator('.gain')).toBeVisible();
  expect(await lab.kappa()).toBeGreaterThan(before);
});
