import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { fleetPorts } from '../../functions/compose.ts';
import { serveDeadLetters } from '../../shared/dead-letters/serve.ts';
import type { FleetReport } from '../../shared/fleet/generated/fleet-command.ts';
import { serveFleet } from '../../shared/fleet/serve.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import type { Invocation } from '../../shared/invocation.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from '../world/invocation.ts';
import { REGION } from '../world/machine-ports.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';
import { callCloud } from './call-cloud.ts';
import type { Instance } from './instance.ts';
import type { Deed, Scenario } from './scenario.ts';
import type { Disabled, Invocation as Run } from './simulate.ts';

type Stage = {
  readonly scenario: Scenario;
  readonly machine: CloudMachine;
  readonly clock: Clock;
  /** @param isOperators It serves operators and timers. */
  readonly start: (isOperators: boolean) => Instance;
  readonly invoke: (
    instance: Instance,
    work: (deadlineMs: number) => Promise<unknown>,
  ) => Promise<Run['end']>;
  readonly lines: string[];
  readonly disabled: Disabled[];
};

type Deeds = {
  /** What is done during the deliveries. */
  readonly meanwhile: readonly Promise<void>[];
  /** What operators do after the last fault, until no dead letter is left that can be redriven. */
  readonly inTheEnd: () => Promise<void>;
};

/** How often everything is redriven at the end: each redrive may meet a limit or a stale list. */
const ROUNDS = 3;

/** Carries out the deeds of people and timers in a scenario. */
export function deedsOf({
  scenario,
  machine,
  clock,
  start,
  invoke,
  lines,
  disabled,
}: Stage): Deeds {
  const log = (line: string) => void lines.push(line);
  let invocations = 0;

  /** Invokes a function in an instance of its own; undefined when it did not return. */
  async function ask<Answer>(serve: Serve, isOperators = true): Promise<Answer | undefined> {
    const instance = start(isOperators);
    invocations += 1;
    const id = `i-${invocations}`;
    let answer: unknown;
    await invoke(instance, async (deadlineMs) => {
      answer = await serve(instance, invocationBy(clock, deadlineMs, { id, log }));
    });
    return answer as Answer | undefined;
  }

  function askDeadLetters(event: unknown): Promise<unknown> {
    return ask(({ ports }, invocation) => serveDeadLetters(event, ports, CONFIG, invocation));
  }

  function askFleet<Answer>(event: unknown): Promise<Answer | undefined> {
    return ask(({ clients }, invocation) => {
      const ports = fleetPorts(clients, CONFIG.provisioning.retry);
      return serveFleet(event, ports, CONFIG, invocation);
    });
  }

  /** A caller sends a request of the queue over HTTP as well, and gives up when asked to retry. */
  function askOverHttp(): Promise<unknown> {
    const body = scenario.partitions[0]?.[0] ?? '';
    const [, tenantId = 'acme'] = /"tenantId":"([^"]*)"/.exec(body) ?? [];
    const headers = { 'content-type': 'application/json' };
    const path = `/v1/tenants/${encodeURIComponent(tenantId)}/keys`;
    const request = httpRequestOf({ httpMethod: 'POST', path, headers, body });
    return ask(({ ports }, invocation) => {
      const api = { ...ports, authenticate: LET_IN };
      return serveHttp(request, api, CONFIG, invocation);
    }, false);
  }

  async function repair(): Promise<void> {
    const report = await askFleet<Partial<FleetReport>>({ command: 'check' });
    if (report?.planHash === undefined) return;
    await askFleet({ command: 'repair', planHash: report.planHash });
  }

  function disable(): void {
    const key = ownKeys(machine).find(({ KeyState }) => KeyState === 'Enabled');
    if (key === undefined) return;
    disabled.push({ keyId: key.KeyId, atMs: clock.nowMs() });
    callCloud(machine, kmsService, 'DisableKey', { KeyId: key.KeyId });
  }

  async function carryOut(what: Deed['what']): Promise<unknown> {
    switch (what) {
      case 'ask over HTTP':
        return askOverHttp();
      case 'redrive':
        return askDeadLetters({
          command: 'redrive',
          selection: { all: true, states: ['waiting', 'parked'] },
        });
      case 'resume':
        return askDeadLetters({ Type: 'Timer', TriggerName: 'quota', Message: '' });
      case 'repair fleet':
        return repair();
      case 'disable a key':
        return disable();
      case 'untag a key':
        return untag(machine);
      case 'raise the quota':
        return machine.setSwitches({ cmkLimit: 100 });
    }
  }

  return {
    meanwhile: scenario.deeds.map(async ({ atMs, what }) => {
      await clock.sleep(atMs);
      await carryOut(what);
    }),
    inTheEnd: async () => {
      machine.setSwitches({ cmkLimit: 100, listStaleMs: 0, tagStaleMs: 0 });
      for (const { keyId } of disabled)
        callCloud(machine, kmsService, 'EnableKey', { KeyId: keyId });
      for (let round = 0; round < ROUNDS && deadLettersWait(machine); round += 1) {
        await carryOut('resume');
        await carryOut('redrive');
      }
      if (scenario.deeds.some(({ what }) => what === 'untag a key')) await repair();
    },
  };
}

type Serve = (instance: Instance, invocation: Invocation) => Promise<unknown>;

type Metadata = {
  readonly KeyId: string;
  readonly KeyState: string;
  readonly ResourceId: string;
  readonly Description: string;
};

/** Whether a dead letter other than a malformed message is left: one redrive is enough for those. */
function deadLettersWait(machine: CloudMachine): boolean {
  const waiting = new Set<string | null>();
  for (const { key, value } of machine.topics.get('key-dead-letters')?.read(0, 100_000) ?? []) {
    if (value === null || value.includes('RequestUnreadable')) waiting.delete(key);
    else waiting.add(key);
  }
  return waiting.size > 0;
}

function untag(machine: CloudMachine): void {
  const [key] = ownKeys(machine);
  if (key === undefined) return;
  const resource = `qcs::kms:${REGION}:uin/${LOCAL_ACCOUNT.uin}:key/${key.ResourceId}`;
  const params = { ResourceList: [resource], TagKeys: ['tenant-keys:tenant'] };
  callCloud(machine, tagService, 'UnTagResources', params);
}

function ownKeys(machine: CloudMachine): readonly Metadata[] {
  const params = { KeyUsage: 'ALL', Limit: 200 };
  const { KeyMetadatas } = callCloud(machine, kmsService, 'ListKeyDetail', params);
  const keys = KeyMetadatas as readonly Metadata[];
  return keys.filter(({ Description }) => Description.includes('tenant-keys:1:'));
}
