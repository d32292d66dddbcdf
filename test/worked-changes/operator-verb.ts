import type { WorkedChange } from './worked-change.ts';

/** `tenant-keys dead-letters count` counts dead letters by stage and code. */
export const OPERATOR_VERB: WorkedChange = {
  name: 'operator-verb',
  title: "A verb of the operator's command",
  about: `This adds \`tenant-keys dead-letters count\`, which counts dead letters by stage and by code. The schema declares the command
and its answer. The sample has both, and tests send it. The row in \`serve.ts\` has the handler of the command, and the fields
that it requires and accepts. The row in \`verbs.ts\` has the flags, and the function that prints the answer. Put a longer
handler or a longer text into a module of its own, as the other rows do.`,
  edits: [
    {
      file: 'events/dead-letters-command.schema.json',
      hunks: [
        `-      "x-message": "must be list, show, plan, redrive, retry, discard, quota or queue",
-      "enum": ["list", "show", "plan", "redrive", "retry", "discard", "quota", "queue"]
+      "x-message": "must be list, count, show, plan, redrive, retry, discard, quota or queue",
+      "enum": ["list", "count", "show", "plan", "redrive", "retry", "discard", "quota", "queue"]`,
        `+        "count": {
+          "title": "Dead letter count",
+          "type": "object",
+          "required": ["total", "stages", "codes", "beyond", "unreadable"],
+          "properties": {
+            "total": {
+              "$ref": "#/$defs/answers/properties/list/properties/total"
+            },
+            "stages": {
+              "$ref": "#/$defs/answers/properties/list/properties/counts"
+            },
+            "codes": {
+              "$ref": "#/$defs/answers/properties/list/properties/counts"
+            },
+            "beyond": {
+              "$ref": "#/$defs/beyond"
+            },
+            "unreadable": {
+              "$ref": "#/$defs/unreadable"
+            }
+          }
+        },
         "show": {
           "title": "Shown dead letter",`,
      ],
    },
    {
      file: 'events/samples/commands/count.json',
      hunks: [
        `+{
+  "command": { "command": "count", "selection": { "codes": ["LimitExceeded"] } },
+  "answer": {
+    "total": 2,
+    "stages": { "create": 2 },
+    "codes": { "LimitExceeded.CmkLimitExceeded": 2 },
+    "beyond": 0,
+    "unreadable": []
+  }
+}`,
      ],
    },
    {
      file: 'shared/dead-letters/serve.ts',
      hunks: [
        ` import { answerRetry } from './retry-command.ts';
+import { selectDeadLetters } from './selection.ts';
+import { trustOf } from './signature.ts';
+import { readDeadLetterTable } from './table.ts';`,
        `+  count: verb({
+    needs: [],
+    takes: ['selection'],
+    async handle({ selection = {} }, ports, config, { deadlineMs }) {
+      const table = await readDeadLetterTable(ports.records, deadlineMs, trustOf(config));
+      const selected = selectDeadLetters(table.deadLetters, selection, ports.wallMs());
+      if ('refused' in selected) return selected;
+      const { deadLetters, total, counts: codes } = selected;
+      const { beyond, unreadable } = table;
+      const stages = countsOf(deadLetters.map(({ stage }) => stage));
+      return { total, stages, codes, beyond, unreadable };
+    },
+    facts: noTotals,
+  }),
   show: verb({ needs: ['id'], takes: ['text'], handle: answerShow, facts: noTotals }),`,
      ],
    },
    {
      file: 'cli/usage/verbs.ts',
      hunks: [
        ` import { allOf, oneOf } from '../../terminal/sentences.ts';
+import { table } from '../../terminal/table.ts';
+import { limitNotes } from '../dead-letters/cells.ts';`,
        ` import { showQuota } from '../quota/quota.ts';
+import { refusedResult } from '../report/result.ts';`,
        `+  {
+    noun: 'dead-letters',
+    name: 'count',
+    summary: 'count dead letters by stage and code',
+    flags: flag.SELECTION,
+    act: sends(
+      ({ flags }) => selecting(flags, (selection) => ({ command: 'count', selection }), READS),
+      async (command: CommandOf<'count'>, { send, style }) => {
+        const answer = await send('count', command);
+        if ('refused' in answer) return refusedResult(answer);
+        const { total, stages, codes } = answer;
+        const rows = [['all', total], ...Object.entries(stages), ...Object.entries(codes)];
+        const cells = rows.map(([name, count]) => [String(count), String(name)]);
+        const columns = [{ head: 'count', align: 'right' }, { head: 'dead letters' }] as const;
+        const text = table(columns, cells, style.width, style.paint);
+        return { exit: 'done', answer, text: text + limitNotes(answer, style.width) };
+      },
+    ),
+  },
   {
     noun: 'dead-letters',
     name: 'show',`,
      ],
    },
  ],
  filesMax: 4,
  commands: ['npm run generate'],
  generated: [
    'docs/command.md',
    'shared/dead-letters/generated/dead-letters-command.ts',
    'shared/dead-letters/generated/validate-dead-letters-command.js',
  ],
  tests: [
    'test/unit/cli',
    'test/unit/command',
    'test/unit/dead-letter',
    'test/unit/serve',
    'test/contract/contracts',
    'test/contract/operator-answers',
  ],
};
