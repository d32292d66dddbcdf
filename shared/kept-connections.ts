import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { holdRequests } from './outbound-rule.ts';

/**
 * Connections that are kept between the calls to a server, for a process that the platform may freeze.
 * Nothing shows that a kept connection died meanwhile, and a request on it would wait in vain. So all idle
 * connections are closed:
 *
 * - before a request, when none was made for as long as a connection is kept, or when the wall clock has
 *   moved by as much;
 * - when a request on a kept connection fails, so that no second one is lost.
 *
 * Every request is held to the rule for outbound requests, see {@link holdRequests}.
 *
 * @param Agent That of `node:http` or `node:https`. With an agent of ours, the vendor's SDK also ignores
 * the proxy that the environment variable `http_proxy` names.
 * @param wallMs The time of day, in milliseconds since 1970. It continues while the process is frozen;
 * timers do not, and the monotonic clock may not.
 * @see https://nodejs.org/api/http.html#agentreusesocketsocket-request
 */
export function keptConnections<Agent extends HttpAgent | HttpsAgent>(
  Agent: new (options: AgentOptions) => Agent,
  wallMs: () => number,
): KeptConnections<Agent> {
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS_MAX });
  holdRequests(agent);
  let usedMs = wallMs();

  function closeIdle(): void {
    const idle = Object.values(agent.freeSockets).flatMap((sockets = []) => sockets);
    for (const socket of idle) socket.destroy();
  }

  const reuseSocket = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    reuseSocket(socket, request);
    // Comes before whoever sent it can send another one, and when an answer ends early, by the rule, too.
    request.once('error', closeIdle);
  };

  return {
    agent,
    beforeRequest: () => {
      const nowMs = wallMs();
      if (Math.abs(nowMs - usedMs) > IDLE_MS_MAX) closeIdle();
      usedMs = nowMs;
    },
  };
}

export type KeptConnections<Agent> = {
  readonly agent: Agent;
  /** Closes idle connections that may be dead. To be called before every request. */
  readonly beforeRequest: () => void;
};

type AgentOptions = { readonly keepAlive: boolean; readonly timeout: number };

/** Closes an idle connection before the vendor's gateway does. */
const IDLE_MS_MAX = 5_000;
