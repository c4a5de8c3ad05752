/** The network that answers requests for routes. */
import type { RouteRequest } from '../../geodata/model/answers/route-plan.ts'
import { profilesOf } from '../../geodata/model/routes/plan.ts'
import type { NetworkKeeper } from '../../geodata/network/keeper.ts'
import type { KeptNetwork } from '../../geodata/network/kept.ts'
import { ProblemError } from '../errors.ts'

/** A reader waits this long for the first network of a server. */
const FIRST_MS = 20_000
const RETRY_S = 5

/** Returns the newest network. Throws a ProblemError with a time to retry while there is none yet. */
export async function networkNow(keeper: NetworkKeeper): Promise<KeptNetwork> {
  const network = await keeper.currentWithin(FIRST_MS)
  if (network !== null) return network
  throw new ProblemError(
    503,
    { zh: '路网还没有准备好', en: 'The network is not ready yet' },
    {
      zh: `服务器刚启动，正在建立路网，请在 ${RETRY_S} 秒后重试。`,
      en: `The server has just started and builds the network of ways. Try again in ${RETRY_S} s.`,
    },
    { 'Retry-After': String(RETRY_S) },
  )
}

/** As `networkNow`, ready for the searches of a request. */
export async function networkFor(
  keeper: NetworkKeeper,
  request: Pick<RouteRequest, 'profile' | 'avoid'>,
): Promise<KeptNetwork> {
  const network = await networkNow(keeper)
  await Promise.all(profilesOf(request).map((wish) => network.prepareRoutes(...wish)))
  return network
}
