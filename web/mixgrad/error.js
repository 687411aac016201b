/** What every refusal of MixGrad is: for a program (`code`), for a form (`field`), for a person (`message`). */
export class MixGradError extends Error {
  /**
   * @param {string} code machine-readable: `unknown_key`, `bad_value`, `bad_smiles`, ...
   * @param {string} field path into the request: `components[1].smiles`
   * @param {string} message one sentence: what was wrong and what would be right
   * @param {ErrorOptions} [options] the `cause`, where another error stands behind this one
   */
  constructor(code, field, message, options) {
    super(message, options);
    this.name = 'MixGradError';
    this.code = code;
    this.field = field;
  }
}
