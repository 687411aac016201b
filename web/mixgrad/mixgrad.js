// MixGrad in JavaScript. What each export takes and gives stands in mixgrad.d.ts.
export { formatCompositionId, parseCompositionId } from './composition-id.js';
export { MixGradError } from './error.js';
export { parseExperiments, proposalsCsv } from './experiments.js';
export { createMixGrad } from './local.js';
export { createRemoteMixGrad } from './remote.js';
