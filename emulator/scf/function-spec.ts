/** A function as it is deployed. */
export type FunctionSpec = {
  readonly name: string;
  /** The built file, in CommonJS. */
  readonly bundlePath: string;
  /** As the platform writes it, `<file>.<export>`; the file is `bundlePath`, whatever it says. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whose credentials it gets; empty when it has no role, and then it gets none. */
  readonly role: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Reserved concurrency: instances that may live at a time, with one event in hand each. */
  readonly instancesMax: number;
};

/**
 * What the platform would refuse in a function, each as a sentence; none when it would take it.
 *
 * @see https://cloud.tencent.com/document/product/583/11637 (limits)
 * @see https://cloud.tencent.com/document/product/583/30228 (environment variables)
 */
export function problemsOf({ name, environment, timeoutMs, memoryMb }: FunctionSpec): string[] {
  const problems: string[] = [];
  if (!/^[A-Za-z](?:[\w-]{0,58}[A-Za-z0-9])?$/.test(name)) {
    problems.push(`the name "${name}" is not 1 to 60 of A-Z, a-z, 0-9, - and _`);
  }
  if (timeoutMs < 1_000 || timeoutMs > 900_000) problems.push('the timeout is not 1 s to 900 s');
  if (memoryMb < 64 || memoryMb > 3072) problems.push('the memory is not 64 MB to 3072 MB');
  problems.push(...Object.keys(environment).flatMap(problemsOfVariable));
  const bytes = Buffer.byteLength(Object.entries(environment).flat().join(''));
  if (bytes > 4096) problems.push(`the variables are ${bytes} bytes, and 4096 may be had`);
  return problems;
}

function problemsOfVariable(name: string): string[] {
  if (!/^[A-Za-z]\w*$/.test(name)) {
    return [`the variable "${name}" is not a letter followed by letters, digits and _`];
  }
  const isReserved = /^(?:SCF|QCLOUD|TENCENTCLOUD)_/.test(name);
  return isReserved ? [`the prefix of the variable "${name}" is reserved`] : [];
}
