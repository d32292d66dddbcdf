import type { InvokeResult } from '../scf/invoke-result.ts';
import type { FailureNews } from './news.ts';

/** Tells of an invocation that failed: the first line of its exception, or the platform's words. */
export function failureNews(result: InvokeResult & { readonly ok: false }): FailureNews {
  const { functionName, stackTrace, errorMessage } = result;
  const [line = ''] = (stackTrace ?? errorMessage).split('\n', 1);
  return { kind: 'failure', functionName, reason: line.replace(/^Error: /, '') };
}
