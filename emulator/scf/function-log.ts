import type { InvokeResult } from './invoke-result.ts';

/** An invocation in the log of its function. */
export type LoggedInvocation = {
  readonly functionName: string;
  readonly requestId: string;
  /** On the cloud's own clock. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly state: 'running' | 'succeeded' | 'failed';
  /** The JSON of what the function returned; empty if it is not to be logged. */
  readonly returned: string;
  /** Whether the platform's own lines are logged. */
  readonly hasSystemLines: boolean;
  /** What the function wrote itself, line by line. */
  readonly lines: readonly string[];
};

/** What the platform adds to the log of a function. */
export type SystemLog = {
  /** Where an invocation starts and ends, how long it took and what was returned. */
  readonly lines: boolean;
  /** Whether what was returned is among these lines. */
  readonly returned: boolean;
};

/** The logs of the functions of a host. */
export type FunctionLogs = {
  readonly begin: (functionName: string, requestId: string) => void;
  /** Adds a line of an invocation, also after its end; others are lost. */
  readonly addLine: (functionName: string, requestId: string, line: string) => void;
  readonly end: (result: InvokeResult) => void;
  /** The last 1,000 invocations of a function, in the order in which they began. */
  readonly of: (functionName: string) => readonly LoggedInvocation[];
};

type Logged = { -readonly [Field in keyof LoggedInvocation]: LoggedInvocation[Field] } & {
  readonly lines: string[];
};

/**
 * Keeps the logs of functions in memory. As on the platform, a line has at most 8 kB, and what a function
 * returned is logged with it.
 *
 * @param nowMs The cloud's own clock.
 * @param systemLogOf What the platform logs of a function; read when an invocation ends.
 * @see https://www.tencentcloud.com/document/product/583/39777 (`Response RequestId:xxx RetMsg:xxx`)
 */
export function functionLogs(
  nowMs: () => number,
  systemLogOf: (functionName: string) => SystemLog,
): FunctionLogs {
  const logs = new Map<string, Map<string, Logged>>();

  function begin(functionName: string, requestId: string): void {
    const log = logs.get(functionName) ?? new Map<string, Logged>();
    logs.set(functionName, log);
    log.set(requestId, {
      ...{ functionName, requestId, startMs: nowMs(), durationMs: 0, state: 'running' },
      ...{ returned: '', hasSystemLines: systemLogOf(functionName).lines, lines: [] },
    });
    const [oldest] = log.keys();
    if (log.size > INVOCATIONS_MAX && oldest !== undefined) log.delete(oldest);
  }

  function addLine(functionName: string, requestId: string, line: string): void {
    const lines = logs.get(functionName)?.get(requestId)?.lines;
    if (lines !== undefined && lines.length < LINES_MAX) lines.push(cut(line));
  }

  function end(result: InvokeResult): void {
    const { functionName, requestId, durationMs } = result;
    const logged = logs.get(functionName)?.get(requestId);
    if (logged === undefined) return;
    const system = systemLogOf(functionName);
    const isReturnLogged = result.ok && system.lines && system.returned;
    logged.durationMs = durationMs;
    logged.state = result.ok ? 'succeeded' : 'failed';
    logged.hasSystemLines = system.lines;
    logged.returned = isReturnLogged ? cut(textOf(result.value)) : '';
  }

  return { begin, addLine, end, of: (name) => [...(logs.get(name)?.values() ?? [])] };
}

const INVOCATIONS_MAX = 1_000;

/** The platform takes no more lines of an invocation within five seconds. */
const LINES_MAX = 5_000;

const LINE_LENGTH_MAX = 8_192;

function cut(text: string): string {
  return text.slice(0, LINE_LENGTH_MAX);
}

/** JSON that the function's thread could write may be too deep for this thread. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    return String(error);
  }
}

/** An invocation as its log shows it, with a line break after each line. */
export function logText(invocation: LoggedInvocation): string {
  const { requestId, durationMs, state, returned, hasSystemLines, lines } = invocation;
  const response = returned === '' ? [] : [`Response RequestId:${requestId} RetMsg:${returned}`];
  const head = [`START RequestId:${requestId}`];
  const foot = [
    ...response,
    `END RequestId:${requestId}`,
    `Report RequestId:${requestId} Duration:${Math.ceil(durationMs)}ms`,
  ];
  const isEnded = state !== 'running';
  const all = hasSystemLines ? [...head, ...lines, ...(isEnded ? foot : [])] : lines;
  return all.map((line) => `${line}\n`).join('');
}
