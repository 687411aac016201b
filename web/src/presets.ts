/** What to start from, spelled as links (see `state.ts`). */
export interface Preset {
  name: string;
  link: string;
}

/** Well-known electrolytes. */
export const electrolytes: readonly Preset[] = [
  { name: 'EC : EMC 3:7, 1 m LiPF6', link: 'mix=EC:30;EMC:70&basis=mass&salt=LiPF6:1m&t=25' },
  { name: 'EC : DMC 1:1, 1 M LiPF6', link: 'mix=EC:50;DMC:50&basis=volume&salt=LiPF6:1M&t=25' },
  {
    name: 'EC : DMC : EMC 1:1:1, 1 m LiPF6',
    link: 'mix=EC:33.34;DMC:33.33;EMC:33.33&basis=mass&salt=LiPF6:1m&t=25',
  },
  { name: 'EC : PC : EMC 1:1:3, 1 m LiPF6', link: 'mix=EC:20;PC:20;EMC:60&basis=mass&salt=LiPF6:1m&t=25' },
  { name: 'PC, 1 m LiBF4', link: 'mix=PC:100&basis=mass&salt=LiBF4:1m&t=25' },
  { name: 'PC : DEC 1:1, 0.8 m LiBOB', link: 'mix=PC:50;DEC:50&basis=mass&salt=LiBOB:0.8m&t=25' },
  { name: 'PC : DME 1:1, 1 M LiAsF6', link: 'mix=PC:50;DME:50&basis=volume&salt=LiAsF6:1M&t=25' },
  { name: 'DOL : DME 1:1, 1 M LiTFSI', link: 'mix=DOL:50;DME:50&basis=volume&salt=LiTFSI:1M&t=25' },
];

/** Pairs for the classroom, each with what is seen when they are mixed. */
export const pairs: readonly Preset[] = [
  { name: 'Acetonitrile + benzene', link: 'pair=AN;Benzene&t=25' },
  { name: 'Acetone + chloroform: gives off heat', link: 'pair=~CC(C)=O;~ClC(Cl)Cl&t=25' },
  { name: 'Ethanol + water: shrinks', link: 'pair=~CCO;~O&t=25' },
  { name: 'PC + phenetole: takes up heat', link: 'pair=PC;~CCOc1ccccc1&t=20' },
  { name: 'Hexane + heptane: nearly ideal', link: 'pair=~CCCCCC;~CCCCCCC&t=25' },
  { name: 'Ethanol + cyclohexane: far from ideal', link: 'pair=~CCO;~C1CCCCC1&t=25' },
];
