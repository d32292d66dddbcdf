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
import { healEvent } from '../../shared/retry-queue/heal.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from '../world/invocation.ts';
import { NO_KEY_STATUS, REGION } from '../world/machine-ports.ts';
import { CONFIG, LET_IN, NO_KEPT } from '../world/world-config.ts';
import { callCloud } from './call-cloud.ts';
import type { Instance, Serves } from './instance.ts';
import { latestOf } from './ledger.ts';
import type { Deed } from './scenario.ts';
import type { Disabled, Replaced, Stage } from './simulate.ts';

type Deeds = {
  /** What is done during the deliveries. */
  readonly meanwhile: readonly Promise<void>[];
  readonly disabled: readonly Disabled[];
  readonly replaced: readonly Replaced[];
  /** After the last fault, people raise the quota. */
  readonly restore: () => void;
  /** Operators enable the keys that were disabled, */
  readonly enable: () => void;
  /** and redrive what only they can, */
  readonly redrive: () => Promise<unknown>;
  /** for as long as something other than poison is parked. */
  readonly isParked: () => boolean;
  /** Adds the tags that somebody removed. */
  readonly repair: () => Promise<void>;
};

/** Carries out the deeds of people in a scenario. */
export function deedsOf(stage: Stage): Deeds {
  const { scenario, machine, clock, ledger, changed, start, invoke, log } = stage;
  const disabled: Disabled[] = [];
  const replaced: Replaced[] = [];
  let invocations = 0;

  /** Invokes a function in an instance of its own; undefined when it did not return. */
  async function ask<Answer>(
    serve: Serve,
    serves: Serves = 'operators',
  ): Promise<Answer | undefined> {
    const instance = start(serves);
    invocations += 1;
    const id = `i-${invocations}`;
    let answer: unknown;
    await invoke(instance, async (deadlineMs) => {
      answer = await serve(instance, invocationBy(clock, deadlineMs, { id, log }));
    });
    return answer as Answer | undefined;
  }

  function redrive(...states: readonly string[]): Promise<unknown> {
    const event = { command: 'redrive', selection: { all: true, states } };
    return ask(({ ports }, invocation) => serveDeadLetters(event, ports, CONFIG, invocation));
  }

  /** An operator does not wait for the timer. */
  function heal(): Promise<unknown> {
    return ask(
      ({ ports, queue }, invocation) =>
        healEvent({}, { ...ports, queue, keyStatus: NO_KEY_STATUS }, CONFIG, invocation),
      'timer',
    );
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
      const api = { ...ports, findKept: NO_KEPT, authenticate: LET_IN };
      return serveHttp(request, api, CONFIG, invocation);
    }, 'requests');
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

  /** Somebody renames a key of ours, and makes another under its alias with the marker of a third. */
  function replace(): void {
    const isPlanted = (alias: string) =>
      scenario.foreignKeys.some((planted) => planted.alias === alias);
    const [key, other] = ownKeys(machine).filter(({ Alias }) => !isPlanted(Alias));
    if (key === undefined || key.KeyState !== 'Enabled') return;
    const { KeyId: keyId, Alias: alias } = key;
    const description = other?.Description ?? 'By hand.';
    machine.setSwitches({ cmkLimit: machine.switches().cmkLimit + 1 });
    callCloud(machine, kmsService, 'UpdateAlias', { KeyId: keyId, Alias: `old_${alias}` });
    callCloud(machine, kmsService, 'CreateKey', { Alias: alias, Description: description });
    replaced.push({ alias, keyId, atMs: clock.nowMs(), description });
    changed.notify();
  }

  function raiseQuota(cmkLimit: number): void {
    machine.setSwitches({ cmkLimit });
    changed.notify();
  }

  async function carryOut(what: Deed['what']): Promise<unknown> {
    switch (what) {
      case 'ask over HTTP':
        return askOverHttp();
      case 'redrive':
        return redrive('waiting', 'parked');
      case 'heal':
        return heal();
      case 'repair fleet':
        return repair();
      case 'disable a key':
        return disable();
      case 'untag a key':
        return untag(machine);
      case 'replace a key':
        return replace();
      case 'raise the quota':
        return raiseQuota(100);
      case 'raise the quota by three':
        return raiseQuota(machine.switches().cmkLimit + 3);
    }
  }

  return {
    meanwhile: scenario.deeds.map(async ({ atMs, what }) => {
      await clock.sleep(atMs);
      await carryOut(what);
    }),
    disabled,
    replaced,
    restore: () => {
      machine.setSwitches({ cmkLimit: 100, listStaleMs: 0, tagStaleMs: 0 });
    },
    enable: () => {
      for (const { keyId } of disabled)
        callCloud(machine, kmsService, 'EnableKey', { KeyId: keyId });
    },
    redrive: () => redrive('parked'),
    isParked: () => {
      ledger.catchUp();
      for (const left of ledger.open.values()) {
        if (latestOf(left)?.code !== 'RequestUnreadable') return true;
      }
      return false;
    },
    repair: async () => {
      if (scenario.deeds.some(({ what }) => what === 'untag a key')) await repair();
    },
  };
}

type Serve = (instance: Instance, invocation: Invocation) => Promise<unknown>;

type Metadata = {
  readonly KeyId: string;
  readonly Alias: string;
  readonly KeyState: string;
  readonly ResourceId: string;
  readonly Description: string;
};

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
  return keys.filter(({ Description }) => Description.includes('tenant-keys:2:'));
}
