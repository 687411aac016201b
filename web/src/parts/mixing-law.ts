/** The laws with the numbers that the network predicted for this pair, and what each of them adds up to. */
import type { BinaryMixing, LiquidCoefficient } from '../../mixgrad/mixgrad.js';
import { h, write } from '../dom.js';
import type { Lab } from '../lab.js';
import { shortLabel } from '../library.js';
import {
  enthalpyScale_J_per_mol,
  gibbsScale_J_per_mol,
  type MixingTerm,
  mixingTerms,
  pureCoefficients,
  sumOf,
} from '../laws.js';
import { equation, fraction, math, symbol } from '../math.js';
import { precise, significant } from '../numbers.js';
import { kelvin } from '../requests.js';
import type { State } from '../state.js';
import { text } from '../strings/en.js';
import { type Cell, createTable } from './table.js';

const line = (content: Element): HTMLElement => h('div', { class: 'equation' }, equation(content));

const equations = {
  gibbs: [
    math`${fraction(math`G^E`, math`R T`)} = x_1 x_2 ∑_k C_k ( x_1 − x_2 )^k`,
    math`C_k = c_k + h_k u + g_k ( u + ln T / T_0 )`,
    math`${fraction(math`H^E`, math`R T_0`)} = x_1 x_2 ∑_k D_k ( x_1 − x_2 )^k`,
    math`D_k = h_k + g_k ( 1 − T / T_0 )`,
    math`ln γ_i = ${fraction(math`∂`, math`∂ n_i`)} ${fraction(math`n G^E`, math`R T`)}`,
  ],
  volume: [
    math`V^E = x_1 x_2 ∑_k ( a_k + b_k τ ) ( x_1 − x_2 )^k`,
    math`ρ = ${fraction(math`x_1 M_1 + x_2 M_2`, math`x_1 V_1 + x_2 V_2 + V^E`)}`,
  ],
  viscosity: [math`ln η = ∑_i x_i ln η_i + x_1 x_2 ∑_k C_k ( x_1 − x_2 )^k`, math`C_k = m_k + n_k u`],
  pure: [
    math`V_i = V_0 exp ( e τ + ½ f τ^2 )`,
    math`ln η_i = L + w ( T_0 − t )^2 [ ${fraction(math`1`, math`T − t`)} − ${fraction(math`1`, math`T_0 − t`)} ]`,
  ],
};

/** `0.412 ± 0.05`, the network's own number in bold. */
const predicted = ({ value, sd }: LiquidCoefficient): Node =>
  h('span', { class: 'predicted' }, h('b', {}, precise(value)), h('small', {}, ` ± ${shorter(sd)}`));

const shorter = (value: number) => String(Number(value.toPrecision(2))).replace('-', '\u2212');

interface Block {
  heading: string;
  note?: string;
  lines: Element[];
  table(state: State, coefficients: readonly LiquidCoefficient[]): HTMLElement;
}

const blocks: readonly Block[] = [
  {
    heading: text.law.gibbs,
    note: text.law.gibbsNote,
    lines: equations.gibbs,
    table({ temperature_C, mole_fraction }, coefficients) {
      const T = kelvin(temperature_C);
      const gibbs = mixingTerms(coefficients, 'excess_gibbs', T, mole_fraction);
      const heat = mixingTerms(coefficients, 'excess_gibbs', T, mole_fraction, 'enthalpy');
      const inJoule = (terms: readonly MixingTerm[], scale: number) => [
        ...terms.map(({ term }) => significant(scale * term)),
        significant(scale * sumOf(terms)),
      ];
      const [G, H] = [inJoule(gibbs, gibbsScale_J_per_mol(T)), inJoule(heat, enthalpyScale_J_per_mol)];
      return mixingTable(
        gibbs,
        ['c_k', 'h_k', 'g_k'],
        [
          [partOf('Gᴱ', 'J/mol'), ...G],
          [partOf('Hᴱ', 'J/mol'), ...H],
        ],
      );
    },
  },
  {
    heading: text.law.volume,
    lines: equations.volume,
    table({ temperature_C, mole_fraction }, coefficients) {
      const terms = mixingTerms(coefficients, 'excess_volume', kelvin(temperature_C), mole_fraction);
      return mixingTable(terms, ['a_k', 'b_k'], [[partOf('Vᴱ', 'cm³/mol'), ...written(terms)]]);
    },
  },
  {
    heading: text.law.viscosity,
    lines: equations.viscosity,
    table({ temperature_C, mole_fraction }, coefficients) {
      const terms = mixingTerms(coefficients, 'viscosity_mixing', kelvin(temperature_C), mole_fraction);
      return mixingTable(terms, ['m_k', 'n_k'], [[partOf('ln η', ''), ...written(terms)]]);
    },
  },
  {
    heading: text.law.pure,
    lines: equations.pure,
    table({ pair }, coefficients) {
      const rows: [string, string, 'molar_volume' | 'pure_viscosity', number][] = [
        ['V_0', 'cm³/mol', 'molar_volume', 0],
        ['e', '', 'molar_volume', 1],
        ['f', '', 'molar_volume', 2],
        ['L', 'ln(mPa s)', 'pure_viscosity', 0],
        ['w', '1/K', 'pure_viscosity', 1],
        ['t', 'K', 'pure_viscosity', 2],
      ];
      return createTable(
        [text.law.coefficient, ...pair.map((molecule) => shortLabel(molecule, 18))],
        rows.map(([name, unit, law, place]) => [
          h('span', {}, symbol(name), h('span', { class: 'remark' }, unit)),
          ...[0, 1].map((component) => {
            const found = pureCoefficients(coefficients, law, component)[place];
            return found ? predicted(found) : '';
          }),
        ]),
      );
    },
  },
];

const partOf = (what: string, unit: string) => text.law.inHere(unit ? `${what}, ${unit}` : what);
const written = (terms: readonly MixingTerm[]) => [
  ...terms.map(({ term }) => significant(term)),
  significant(sumOf(terms)),
];

/** One row an order: what the network predicted, then what the law makes of it; the sums below. */
function mixingTable(
  terms: readonly MixingTerm[],
  coefficients: readonly string[],
  parts: readonly (readonly string[])[],
): HTMLElement {
  const row = (name: string, cells: readonly Cell[], i: number): Cell[] => [
    name,
    ...cells,
    ...parts.map((part) => part[i + 1] ?? ''),
  ];
  return createTable(
    [symbol('k'), ...coefficients.map(symbol), ...parts.map(([head = '']) => head)],
    [
      ...terms.map((term, i) =>
        row(
          String(term.order),
          term.coefficients.map((found) => (found ? predicted(found) : '')),
          i,
        ),
      ),
      row(
        text.law.sum,
        coefficients.map(() => ''),
        terms.length,
      ),
    ],
  );
}

export function createMixingLaw(lab: Lab): HTMLElement {
  const { store, engine } = lab;
  const where = h('p', { class: 'chart-readout' });
  const shown = blocks.map((block) => ({ block, slot: h('div', { class: 'table-scroll', tabindex: '0' }) }));

  const update = ({ coefficients }: BinaryMixing, { pair, temperature_C }: State) => {
    const { mole_fraction } = store.state;
    const here = { ...store.state, pair, temperature_C };
    write(where, text.law.at(mole_fraction, temperature_C));
    for (const { block, slot } of shown) slot.replaceChildren(block.table(here, coefficients));
  };
  let x = store.state.mole_fraction;
  engine.mixed.watch((mixed) => mixed && update(mixed.mixing, mixed.state));
  store.changes.watch(() => {
    const moved = store.state.mole_fraction !== x;
    x = store.state.mole_fraction;
    if (moved && engine.mixed.value) update(engine.mixed.value.mixing, engine.mixed.value.state);
  });

  return h(
    'section',
    { class: 'card mixing-law', 'aria-labelledby': 'law-heading' },
    h('div', { class: 'chart-head' }, h('h2', { id: 'law-heading' }, text.law.heading), where),
    h('p', { class: 'intro' }, `${text.law.intro} ${text.law.reference}`),
    h(
      'div',
      { class: 'laws' },
      ...shown.map(({ block, slot }) => {
        slot.setAttribute('role', 'group');
        slot.setAttribute('aria-label', block.heading);
        return h(
          'section',
          { class: 'law' },
          h('h3', {}, block.heading),
          ...block.lines.map(line),
          slot,
          block.note && h('p', { class: 'intro' }, block.note),
        );
      }),
    ),
  );
}
