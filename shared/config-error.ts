export type SettingProblem = {
  readonly setting: string;
  /** Begins with a verb, and never repeats the value. */
  readonly problem: string;
};

/** The settings are wrong: every problem at once, so that a deployment is mended in one go. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly SettingProblem[];

  constructor(problems: readonly SettingProblem[]) {
    const told = problems.map(({ setting, problem }) => `${setting} ${problem}`);
    super(`The configuration is wrong: ${told.join('; ')}.`);
    this.problems = problems;
  }
}
