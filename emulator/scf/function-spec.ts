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
