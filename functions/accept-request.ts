import middy from '@middy/core';
import { openAuthentication } from '../shared/auth/authentication.ts';
import { readConfig } from '../shared/config.ts';
import { type PlatformResponse, toPlatform } from '../shared/http/message.ts';
import { answerFaults } from '../shared/http/problems.ts';
import { serveHttp } from '../shared/http/serve.ts';
import { deadlineMsOf, logFaults, type ScfContext } from '../shared/invocation.ts';
import type { CloudPorts } from '../shared/ports.ts';
import { httpRequestOf } from '../shared/triggers/trigger.ts';
import { cloudPorts, instanceClients, nodeRuntime, provideWebCrypto } from './compose.ts';

provideWebCrypto();
const runtime = nodeRuntime();
const { clock, log } = runtime;
const config = readConfig(process.env, 'accept-request');
const { provisioning: settings, messageSigning, runbookUrl } = config;
const authenticate = openAuthentication(config.auth, runtime);
const clientsOf = instanceClients(config, runtime);
let ports: CloudPorts | undefined;

/** The HTTP API: answers a request with its key, or with the reason why there is none yet. */
export const main_handler = middy<unknown, PlatformResponse, Error, ScfContext>({
  timeoutEarlyInMillis: 0,
})
  .use(answerFaults(runbookUrl))
  .use(logFaults(log))
  .handler(async (event: unknown, context: ScfContext) => {
    ports ??= cloudPorts(clientsOf(context));
    const request = httpRequestOf(event);
    const deadlineMs = deadlineMsOf(context, clock.nowMs());
    const invocationId = context.request_id;
    const httpContext = {
      authenticate,
      ports,
      settings,
      messageSigning,
      runbookUrl,
      invocationId,
      log,
    };
    return toPlatform(await serveHttp(request, httpContext, deadlineMs), request.method);
  });
