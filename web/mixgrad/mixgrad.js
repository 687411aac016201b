// MixGrad in JavaScript. What each export takes and gives stands in mixgrad.d.ts.
export { MixGradError } from './error.js';
export { createMixGrad } from './local.js';
export { createRemoteMixGrad } from './remote.js';
