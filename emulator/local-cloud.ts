import { createHash } from 'node:crypto';
import { chanceOf } from './api/chance.ts';
import type { JournalEntry } from './api/journal.ts';
import { LOCAL_ACCOUNT } from './api/service.ts';
import { checkSignature, localCredentials } from './api/signature.ts';
import { camService } from './cam/service.ts';
import { ckafkaService } from './ckafka/service.ts';
import { refuseRight } from './cloud/answer-call.ts';
import { grantRole } from './cloud/grants.ts';
import { cloudMachine } from './cloud/machine.ts';
import { deploymentEnvironment } from './deployment-environment.ts';
import { aboutRoute, adminRoutes, apiRoute, environmentRoute, topicRoutes } from './http/routes.ts';
import { type Handler, startHttpServer } from './http/server.ts';
import { type LocalIssuer, localIssuer } from './issuer/issuer.ts';
import { issuerRoutes } from './issuer/routes.ts';
import { kmsService } from './kms/service.ts';
import { type Input, NO_STORE } from './persistence/input.ts';
import { openInputFile } from './persistence/input-file.ts';
import { keptSecret } from './persistence/kept.ts';
import type { Functions } from './scf/actions/invoke.ts';
import type { HostCloud } from './scf/host-cloud.ts';
import { scfService } from './scf/service.ts';
import { stsService } from './sts/service.ts';
import { tagService } from './tag/service.ts';

export type LocalCloudOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  readonly region?: string;
  /** With a seed ids, secrets and the luck of faults are the same at every start. */
  readonly seed?: string;
  /** State and secrets are kept in this directory; without one they end with the process. */
  readonly dataDir?: string;
  /**
   * The cloud's clock before anybody advances it, by default the system's. Signatures and temporary
   * credentials go by the system's in any case, as their makers do.
   */
  readonly nowMs?: () => number;
  /** Is told, in one sentence, what is amiss though not fatal. */
  readonly warn?: (sentence: string) => void;
};

/** A running local cloud. */
export type LocalCloud = HostCloud & {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  /** A new UUID; drawn from the seed where there is one. */
  readonly newId: () => string;
  /** 43 letters and digits that a restart with the same seed or directory does not change. */
  readonly secretFor: (purpose: string) => string;
  /** A token of {@link LocalCloud.issueToken} for any tenant, for whoever tries things out. */
  readonly token: string;
  /** Issues a bearer token for the HTTP door of the application. */
  readonly issueToken: LocalIssuer['issueToken'];
  /** The environment variables with which the application is deployed to this cloud. */
  readonly environment: () => Readonly<Record<string, string>>;
  /** Gives a role this policy, and creates it if there is none; see `grantRole`. */
  readonly grantRole: (role: string, document: object) => void;
  /** Calls `listener` after each call of the API, until the function that it returns is called. */
  readonly onCall: (listener: (entry: JournalEntry) => void) => () => void;
  /** Ends all connections and timers; what should have happened later does not happen. */
  readonly close: () => Promise<void>;
};

const YEAR_S = 31_536_000;

/**
 * Starts a local Tencent cloud on 127.0.0.1.
 *
 * @throws Error in one sentence, when the port is taken, or the directory is in use or damaged.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { port, region = 'ap-guangzhou', seed, dataDir } = options;
  const { nowMs: baseNowMs = Date.now, warn = () => {} } = options;
  const store = dataDir === undefined ? NO_STORE : openInputFile(dataDir, warn);
  const hosts: Functions[] = [];
  const services = [
    kmsService,
    tagService,
    scfService(hosts, region),
    camService,
    ckafkaService,
    stsService,
  ];
  const handlers: Handler[] = [];
  try {
    const { newId } = chanceOf(seed, `ids after ${digestOf(store.inputs)}`);
    const { random } = chanceOf(seed, 'faults');
    const newSecret = chanceOf(seed, 'secret').newText(43);
    const secret = dataDir === undefined ? newSecret : keptSecret(dataDir, newSecret);
    const credentials = localCredentials(chanceOf(secret, 'credentials'), Date.now);
    const world = { services, account: LOCAL_ACCOUNT, baseNowMs, newId, random, store };
    const machine = cloudMachine(world);
    const secretFor = (purpose: string) => chanceOf(secret, `secret for ${purpose}`).newText(43);
    const issuer = localIssuer(() => `${server.url}/issuer`, secretFor('issuer'), Date.now);
    const routes = [
      apiRoute(machine, credentials, Date.now),
      ...adminRoutes(machine),
      ...topicRoutes(machine),
      environmentRoute(() => cloud.environment()),
      ...issuerRoutes(issuer),
    ];
    const about = aboutRoute({ region, services, machine, routes });
    const server = await startHttpServer({ port, routes: [about, ...routes], handlers, warn });
    const { topics, switches, nowMs, onClockSet, journal, functionsIn, onDeployed } = machine;
    const { secretId, secretKey } = credentials.permanent;
    const cloud: LocalCloud = {
      url: server.url,
      region,
      account: LOCAL_ACCOUNT,
      ...{ secretId, secretKey, secretFor },
      ...{ topics, switches, functionsIn, onDeployed },
      ...{ nowMs, onClockSet, newId, onCall: journal.onAdd },
      token: issuer.issueToken({ service: true, lifetimeS: YEAR_S }),
      issueToken: issuer.issueToken,
      environment: () => deploymentEnvironment(cloud),
      issueTemporaryCredentials: credentials.issue,
      grantRole: (role, document) => grantRole(machine, role, document),
      authorize: (request, action, resource = '*') => {
        const check = checkSignature(request, credentials.find, Date.now());
        if (!check.ok) return check;
        const right = { action, resource };
        if (machine.isAllowed(check.caller, right)) return undefined;
        return refuseRight('UnauthorizedOperation.CAM', right);
      },
      addHandler: (handler) => void handlers.push(handler),
      addFunctions: (functions) => void hosts.push(functions),
      close: async () => {
        await server.close();
        store.close();
      },
    };
    return cloud;
  } catch (error) {
    store.close();
    throw error;
  }
}

/**
 * A cloud that goes on where another stopped must not draw the ids again that are in use. All that
 * was kept tells the starts apart, and no less does: it may end twice alike, or be as long again.
 */
function digestOf(inputs: readonly Input[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(JSON.stringify(input));
  return hash.digest('hex');
}
