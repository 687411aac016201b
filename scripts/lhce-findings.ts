// What Efaw et al., Nat. Mater. 2023, doi 10.1038/s41563-023-01700-3, report of an exemplary localized
// high-concentration electrolyte, and whether the model shows it in kind, with the default assumptions of the page. Of
// two formulations: the paper's, and the one that the page shows first.
//
// Every verdict is computed from numbers that stand beside it. `by_choice_of` names assumptions that were chosen with
// the finding in mind; such a verdict says that the model can show it, not that it predicts it.
import type {
  BinaryPhaseDiagram,
  Flash,
  MicrostructureRequest,
  MixGrad,
  MoleculeRef,
} from '../web/mixgrad/mixgrad.js';
import { dissolvedRequest, microstructureRequest, sizesOf } from '../web/src/phases/clusters.js';
import { massRequest, solvationRequest } from '../web/src/phases/solvation.js';
import {
  edgeRequest,
  insoluble,
  learnedTerms,
  lnSaturated,
  referenceK,
  ruleOf,
  solubility,
  systemModel,
} from '../web/src/phases/lhce.js';
import type { ParameterName } from '../web/src/phases/parameters.js';

export const SOURCE = 'C. M. Efaw et al., Nat. Mater. 2023, doi 10.1038/s41563-023-01700-3';

type OfThree<T> = readonly [salt: T, solvent: T, diluent: T];

export interface Formulation {
  molecules: OfThree<string>;
  moles: OfThree<number>;
  temperature_K: number;
}

export const FORMULATIONS: readonly Formulation[] = (['TFEO', 'TTE'] as const).map((diluent) => ({
  molecules: ['LiFSI', 'DME', diluent],
  moles: [1, 1.2, 3],
  temperature_K: referenceK,
}));

const warming = { from: 233.15, to: 353.15, points: 13 };
/** A peak this near counts as near room temperature, K. */
const near_K = 20;
/** Where the peak is looked for, kJ/mol. */
const heats = Array.from({ length: 21 }, (_, i) => i - 20);

type Shown = 'yes' | 'in part' | 'no' | 'not modelled';
const verdict = (holds: boolean): Shown => (holds ? 'yes' : 'no');

export interface Finding {
  finding: string;
  shown: Shown;
  by_choice_of: ParameterName[];
  numbers: object;
  in_words: string;
}

function entry<Numbers extends object>(
  finding: string,
  shown: Shown,
  by_choice_of: ParameterName[],
  numbers: Numbers,
  say: (numbers: Numbers) => string,
): Finding {
  return { finding, shown, by_choice_of, numbers, in_words: say(numbers) };
}

const round = (value: number | null | undefined, digits = 3): number | null =>
  typeof value === 'number' ? Number(value.toPrecision(digits)) : null;
const celsius = (kelvins: number | undefined): number | null =>
  kelvins === undefined ? null : Number((kelvins - 273.15).toFixed(0));
const percent = (x: number | null): string => (x === null ? '?' : `${Number((100 * x).toPrecision(3))} %`);
const minus = (text: string): string => text.replace(/(?<=^|[\s(])-(?=\d)/g, '−');

/** @param assumed parameters in place of the page's defaults */
export async function lhceFindings(
  mg: MixGrad,
  { molecules, moles, temperature_K }: Formulation,
  assumed: Partial<Record<ParameterName, number>> = {},
) {
  const [salt, solvent, diluent] = molecules.map((species) => ({ species })) as [
    MoleculeRef,
    MoleculeRef,
    MoleculeRef,
  ];
  const all = moles[0] + moles[1] + moles[2];
  const feed = [moles[0] / all, moles[1] / all, moles[2] / all] as const;
  const learned = learnedTerms(
    mg.binary({ components: [solvent, diluent], temperature_K: referenceK, points: 2 }),
  );
  const sizes = sizesOf(
    mg.predict(massRequest(solvent)),
    mg.predict(massRequest(diluent)),
    mg.predict(dissolvedRequest(salt, solvent)),
  );
  const [around, diluentAround] = mg.solvation(
    solvationRequest([salt, solvent, diluent], feed, sizes.masses),
  ).components;
  const system = systemModel(assumed, learned);

  // The phase diagram.
  const edge = async (name: Parameters<typeof edgeRequest>[1]) =>
    (await mg.phaseDiagram(edgeRequest(system, name, temperature_K))) as BinaryPhaseDiagram;
  const edges = {
    miscible: (await edge('solvent-diluent')).isotherms[0]?.miscible ?? null,
    inDiluent: solubility(await edge('salt-diluent')),
    inSolvent: solubility(await edge('salt-solvent')),
  };
  const { model, solids } = system;
  const whole = await mg.flash({ model, solids, temperature_K, feed: [...feed] });
  const unbridged = await mg.flash({ model: { ...model, C: 0 }, temperature_K, feed: [...feed] });
  const rule = ruleOf(edges, whole, lnSaturated(system, temperature_K));
  const oneLiquid = ({ phases }: Flash) => phases.length === 1 && phases[0]?.solid === null;

  // The clusters.
  const micro = (parameters: typeof assumed, more: Partial<MicrostructureRequest> = {}) =>
    mg.microstructure({
      ...microstructureRequest(systemModel(parameters, learned), feed, temperature_K, sizes),
      dilution: undefined,
      over_temperature: warming,
      ...more,
    });
  const { clusters, inside, peak, over_temperature, salt_mol_per_l } = await micro(assumed);
  const points = (over_temperature ?? []).flatMap((point) => point.inside ?? []);
  const [cold, warm] = [points[0], points.at(-1)].map((point) => point?.salt_by_temperature_mol_per_l_K);
  const saturated =
    edges.inSolvent === null
      ? null
      : {
          solvent_per_salt: 1 / edges.inSolvent - 1,
          mol_per_l: 1000 / (sizes.volumes[0] + (1 / edges.inSolvent - 1) * sizes.volumes[1]),
        };
  const extended =
    inside && saturated
      ? [inside.per_salt[1] < saturated.solvent_per_salt, inside.salt_mol_per_l > saturated.mol_per_l]
      : [false];

  // How the peak depends on what was chosen for it, and on what was left out.
  const peaks: { h12: number; temperature_K: number }[] = [];
  for (const h12 of heats) {
    const there = await micro({ ...assumed, h12 });
    if (there.peak) peaks.push({ h12, temperature_K: there.peak.temperature_K });
  }
  const expansionOf = (molecule: MoleculeRef) => {
    const [low, high] = [-10, 10].map((by) => {
      const request = { ...massRequest(molecule), temperature_K: referenceK + by };
      return mg.predict(request).molar_volume_cm3_per_mol?.value ?? Number.NaN;
    }) as [number, number];
    return Math.log(high / low) / 20;
  };
  const expanding = await micro(assumed, {
    expansion_per_K: [0, expansionOf(solvent), expansionOf(diluent)],
  });

  const findings = [
    entry(
      'The solvent acts as a surfactant between the diluent and a salt that it does not dissolve',
      verdict(
        edges.inDiluent !== null &&
          edges.inDiluent < insoluble &&
          edges.miscible === true &&
          oneLiquid(whole) &&
          !oneLiquid(unbridged),
      ),
      ['C', 'A13'],
      {
        most_salt_in_diluent_x: round(edges.inDiluent),
        phases_with_bridge: whole.phases.length,
        liquids_without_bridge: unbridged.phases.length,
        solvent_touching_Li: round(around?.coordination.value),
        diluent_touching_Li: round(diluentAround?.coordination.value),
      },
      (n) =>
        `${n.phases_with_bridge} phase with the three-body term C, ${n.liquids_without_bridge} liquids without; ` +
        `the diluent takes up at most ${percent(n.most_salt_in_diluent_x)} salt; ` +
        `learned: ${n.solvent_touching_Li} solvent and ${n.diluent_touching_Li} diluent molecules touch a Li⁺`,
    ),
    entry(
      'A micelle-like structure: clusters of salt and solvent of finite size',
      verdict(!!clusters?.onset && clusters.onset.x_salt < feed[0] && clusters.share_in_clusters > 0.5),
      ['surface', 'crowding'],
      {
        salt_units_per_cluster: round(clusters?.number_mean),
        share_of_salt_in_clusters: round(clusters?.share_in_clusters),
        onset_x_salt: round(clusters?.onset?.x_salt),
        formulation_x_salt: round(feed[0]),
      },
      (n) =>
        `${percent(n.share_of_salt_in_clusters)} of the salt in clusters, of ${n.salt_units_per_cluster} units on ` +
        `average; onset at ${percent(n.onset_x_salt)} salt, the formulation has ${percent(n.formulation_x_salt)}`,
    ),
    entry(
      'The interface of the clusters is smeared',
      'not modelled',
      [],
      {},
      () => 'the clusters have a size and a surface with its free energy, but no profile across it',
    ),
    entry(
      'The salt is more concentrated at the centre of the clusters',
      verdict(inside !== null && inside.salt_mol_per_l > salt_mol_per_l),
      [],
      {
        inside_mol_per_l: round(inside?.salt_mol_per_l),
        whole_mol_per_l: round(salt_mol_per_l),
        medium_mol_per_l: round(inside?.medium_salt_mol_per_l),
      },
      (n) =>
        `${n.inside_mol_per_l} mol/l inside, ${n.whole_mol_per_l} in the whole, ${n.medium_mol_per_l} in the medium`,
    ),
    entry(
      'This extends the solubility of the salt',
      extended.every(Boolean) ? 'yes' : extended.some(Boolean) ? 'in part' : 'no',
      [],
      {
        inside_solvent_per_salt: round(inside?.per_salt[1]),
        saturated_solvent_per_salt: round(saturated?.solvent_per_salt),
        inside_mol_per_l: round(inside?.salt_mol_per_l),
        saturated_mol_per_l: round(saturated?.mol_per_l),
      },
      (n) =>
        `${n.inside_solvent_per_salt} solvent molecules per salt unit inside, ${n.saturated_solvent_per_salt} in the ` +
        `saturated solvent alone; by volume ${n.inside_mol_per_l} mol/l inside, ${n.saturated_mol_per_l} there`,
    ),
    entry(
      'Warming drives solvent out of the clusters, then diluent into them',
      verdict(
        !!cold &&
          !!warm &&
          [cold, warm].every(({ solvent: out, diluent: into }) => out > 0 && into < 0) &&
          cold.solvent + cold.diluent > 0 &&
          warm.solvent + warm.diluent < 0,
      ),
      ['h12', 'h13'],
      {
        cold_C: celsius(warming.from),
        cold_solvent_mmol_per_l_K: round(cold && 1000 * cold.solvent),
        cold_diluent_mmol_per_l_K: round(cold && 1000 * cold.diluent),
        warm_C: celsius(warming.to),
        warm_solvent_mmol_per_l_K: round(warm && 1000 * warm.solvent),
        warm_diluent_mmol_per_l_K: round(warm && 1000 * warm.diluent),
      },
      (n) =>
        `slope of the salt inside in mmol/l/K, by solvent and by diluent: ${n.cold_solvent_mmol_per_l_K} and ` +
        `${n.cold_diluent_mmol_per_l_K} at ${n.cold_C} °C, ${n.warm_solvent_mmol_per_l_K} and ` +
        `${n.warm_diluent_mmol_per_l_K} at ${n.warm_C} °C`,
    ),
    entry(
      'The local concentration of salt peaks near room temperature',
      verdict(!!peak && Math.abs(peak.temperature_K - 298.15) <= near_K),
      ['h12', 'h13'],
      {
        peak_C: celsius(peak?.temperature_K),
        peak_mol_per_l: round(peak?.salt_mol_per_l, 4),
        coldest_mol_per_l: round(points[0]?.salt_mol_per_l, 4),
        warmest_mol_per_l: round(points.at(-1)?.salt_mol_per_l, 4),
        peak_by_h12_kJ_per_mol: peaks.map(({ h12, temperature_K: T }) => ({ h12, peak_C: celsius(T) })),
        peak_with_thermal_expansion_C: celsius(expanding.peak?.temperature_K),
      },
      (n) =>
        `${n.peak_C === null ? 'no peak' : `${n.peak_mol_per_l} mol/l at ${n.peak_C} °C`}, ${n.coldest_mol_per_l} at ` +
        `−40 °C and ${n.warmest_mol_per_l} at 80 °C; ` +
        (n.peak_by_h12_kJ_per_mol.length > 0
          ? `peaks with other h12: ${n.peak_by_h12_kJ_per_mol
              .map(({ h12, peak_C }) => `${peak_C} °C (${h12} kJ/mol)`)
              .join(', ')}; `
          : '') +
        `with thermal expansion counted ${
          n.peak_with_thermal_expansion_C === null ? 'none' : `at ${n.peak_with_thermal_expansion_C} °C`
        }`,
    ),
    entry(
      'These effects guide to a stable ternary phase diagram',
      verdict(rule.lhce),
      ['A12', 'A13', 'C', 'a_sat'],
      {
        solvent_and_diluent_mix: edges.miscible,
        most_salt_in_diluent_x: round(edges.inDiluent),
        most_salt_in_solvent_x: round(edges.inSolvent),
        phases: whole.phases.length,
        saturation: round(rule.saturation),
      },
      (n) =>
        `${n.phases} phase at ${percent(n.saturation)} of saturation; solvent and diluent ` +
        `${n.solvent_and_diluent_mix ? 'mix' : 'do not mix'}; at most ${percent(n.most_salt_in_solvent_x)} salt ` +
        `dissolves in the solvent, ${percent(n.most_salt_in_diluent_x)} in the diluent`,
    ),
  ];
  return {
    molecules,
    moles,
    temperature_K,
    assumptions: Object.fromEntries(
      Object.entries(system.values).map(([name, value]) => [name, round(value)]),
    ),
    solvent_diluent_terms: system.learned ? 'learned' : 'assumed',
    findings,
  };
}

export type Report = Awaited<ReturnType<typeof lhceFindings>>;

/** As tables for people. */
export function tableOf(reports: readonly Report[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const nameOf = ({ molecules, moles }: Report) => `${molecules.join('–')} ${moles.join(' : ')}`;
  return [
    '# What is published of an LHCE, and what the model shows of it',
    '',
    `Written by \`scripts/lhce-findings\`. The findings are those of ${SOURCE};`,
    'the model has the default assumptions of the page. Where some of them were chosen with a finding in mind, a yes says',
    'that the model can show it, not that it predicts it.',
    '',
    row(['finding', ...reports.map(nameOf), 'by choice of']),
    row(['---', ...reports.map(() => '---'), '---']),
    ...(reports[0]?.findings ?? []).map(({ finding, by_choice_of }, i) =>
      row([
        finding,
        ...reports.map(({ findings }) => findings[i]?.shown ?? ''),
        by_choice_of.join(', ') || '–',
      ]),
    ),
    ...reports.flatMap((report) => [
      '',
      `## ${nameOf(report)}`,
      '',
      ...report.findings.map(
        ({ finding, shown, in_words }) => `- ${finding}: **${shown}**. ${minus(sentence(in_words))}`,
      ),
      '',
      minus(
        `Assumptions: ${Object.entries(report.assumptions)
          .map(([name, value]) => `${name} ${value}`)
          .join(
            ', ',
          )}; the solvent–diluent terms are ${report.solvent_diluent_terms}. At ${report.temperature_K} K.`,
      ),
    ]),
    '',
  ].join('\n');
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
