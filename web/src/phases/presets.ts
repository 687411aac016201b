/** What the phases view can start from, spelled as links (see `state.ts`). */
import type { Preset } from '../presets.js';

/** Pairs that everyone knows, and some that electrolytes are made of. */
export const knownPairs: readonly Preset[] = [
  { name: 'Methanol + cyclohexane', link: 'pair=~CO;~C1CCCCC1&x=0.5&t=25&range=-20..100&third=' },
  { name: 'Acetonitrile + hexane', link: 'pair=AN;~CCCCCC&x=0.5&t=25&range=-20..100&third=' },
  { name: 'Water + hexane', link: 'pair=~O;~CCCCCC&x=0.5&t=25&range=0..100&third=' },
  { name: 'Acetonitrile + benzene', link: 'pair=AN;Benzene&x=0.5&t=25&range=-20..100&third=' },
  { name: 'DMC + DEC', link: 'pair=DMC;DEC&x=0.5&t=25&range=-20..100&third=' },
  { name: 'PC + TFEO', link: 'pair=PC;TFEO&x=0.5&t=25&range=-20..100&third=' },
  { name: 'DME + TTE', link: 'pair=DME;TTE&x=0.5&t=25&range=-20..100&third=' },
  {
    name: 'Acetonitrile + hexane + benzene',
    link: 'pair=AN;~CCCCCC&x=0.5&t=25&range=-20..100&third=Benzene&blend=1:1:1',
  },
];

const hfe7100 = '~COC(F)(F)C(F)(F)C(F)(F)C(F)(F)F';

/** Salt, solvent and diluent; what is not a formulation from the literature is an illustration. */
export const electrolytes: readonly Preset[] = [
  { name: 'LiFSI – DME – TTE, 1 : 1.2 : 3', link: 'sys=LiFSI;DME;TTE&feed=1:1.2:3&t=25&par=' },
  { name: 'LiFSI – DME – TFEO, 1 : 1.2 : 3', link: 'sys=LiFSI;DME;TFEO&feed=1:1.2:3&t=25&par=' },
  {
    name: 'LiFSI – DMC – BTFE, 0.51 : 1.1 : 2.2',
    link: 'sys=LiFSI;DMC;BTFE&feed=0.51:1.1:2.2&t=25&par=',
  },
  {
    name: 'LiTFSI – DME – HFE-7100, a weaker bridge',
    link: `sys=LiTFSI;DME;${hfe7100}&feed=1:2:3&t=25&par=A12:-2.5;C:-4;a_sat:0.3`,
  },
  {
    name: 'LiFSI – PC – HFE-7100, solvent and diluent part',
    link: `sys=LiFSI;PC;${hfe7100}&feed=1:2:4&t=25&par=`,
  },
];
