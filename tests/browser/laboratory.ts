/**
 * What the browser tests share. Every test that takes `lab` also fails on a console error, an uncaught
 * exception, or a request to another host.
 */
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export class Laboratory {
  readonly complaints: string[] = [];
  /** Console errors that a test provokes on purpose. */
  expected: RegExp | null = null;

  constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => {
      const url = new URL(request.url());
      const own = url.protocol === 'blob:' || url.protocol === 'data:' || url.hostname === 'localhost';
      if (!own) this.complaints.push(`request to ${url.host}`);
    });
  }

  /** Opens the page with a link's fragment and waits for the first prediction. */
  async open(fragment = ''): Promise<void> {
    await this.page.goto(fragment ? `./#${fragment}` : './');
    await expect(this.kappaText).toHaveText(/\d/);
  }

  get kappaText(): Locator {
    return this.page.locator('output.kappa');
  }

  async kappa(): Promise<number> {
    return Number(await this.kappaText.textContent());
  }

  /** Resolves with the number once it is no longer `before`. */
  async kappaAfter(before: number): Promise<number> {
    await expect.poll(() => this.kappa()).not.toBe(before);
    return this.kappa();
  }

  slider(label: string): Locator {
    return this.page.locator(`input[type=range][aria-label="${label}"]`);
  }
  share(solvent: string): Locator {
    return this.slider(`Share of ${solvent}`);
  }
  /** The number field of a solvent or the salt. */
  amount(label: string): Locator {
    return this.page.getByRole('textbox', { name: `Amount of ${label}`, exact: true });
  }
  async amounts(...labels: string[]): Promise<number[]> {
    return Promise.all(labels.map(async (label) => Number(await this.amount(label).inputValue())));
  }
  /** An entry of the open molecule search. */
  match(name: RegExp): Locator {
    return this.page.getByRole('listbox').getByRole('option', { name });
  }
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Drags with the mouse from one point of an element to another, both as fractions of its box. */
  async drag(target: Locator, from: [number, number], to: [number, number]): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error('The element to drag on is not visible.');
    const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
    const { mouse } = this.page;
    await mouse.move(...at(from));
    await mouse.down();
    await mouse.move(...at(to), { steps: 12 });
    await mouse.up();
  }

  /** Drags a slider's thumb to a fraction of its length. */
  async dragSlider(slider: Locator, to: number): Promise<void> {
    const place = await slider.evaluate((input: HTMLInputElement) => {
      const range = Number(input.max) - Number(input.min);
      const along = (input.valueAsNumber - Number(input.min)) / range;
      return (12 + along * (input.clientWidth - 24)) / input.clientWidth;
    });
    await this.drag(slider, [place, 0.5], [to, 0.5]);
  }

  /** The link once the page has written it; a molecule new to it may have to wait for RDKit to load. */
  async link(contains: string | RegExp): Promise<string> {
    await expect(this.page).toHaveURL(contains, { timeout: 20_000 });
    return this.page.url();
  }
}

export const test = base.extend<{ lab: Laboratory }>({
  lab: async ({ page }, use) => {
    const lab = new Laboratory(page);
    await use(lab);
    const { expected } = lab;
    expect(lab.complaints.filter((complaint) => !expected?.test(complaint))).toEqual([]);
  },
});

export { expect };
