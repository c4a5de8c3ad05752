/** `npm run simulate -- run`: units that move and incidents that happen, on a server that runs. */
import { command, UsageError } from '../../geodata/command-line/command.ts'
import { runProgram } from '../../geodata/command-line/program.ts'
import { SimulatedServer } from './server.ts'
import { simulate } from './simulate.ts'

const number = (
  name: string,
  text: string | undefined,
  fallback: number,
  [least, most]: readonly [number, number],
) => {
  const value = text === undefined ? fallback : Number(text)
  if (Number.isFinite(value) && value >= least && value <= most) return value
  throw new UsageError({
    zh: `--${name} 应为 ${least} 到 ${most} 的数，收到的是“${text}”。`,
    en: `--${name} should be a number from ${least} to ${most}, but was "${text}".`,
  })
}

const run = command({
  name: 'run',
  about: {
    zh: '让巡查组沿路移动、产生并办结事件，直到按 Ctrl-C',
    en: 'moves units along ways and lets incidents happen and be closed, until Ctrl-C',
  },
  operands: [],
  options: {
    url: {
      value: { zh: '网址', en: 'url' },
      about: {
        zh: '服务地址，默认 http://127.0.0.1:8080',
        en: 'the server, http://127.0.0.1:8080 by default',
      },
    },
    token: {
      value: { zh: '令牌', en: 'token' },
      required: true,
      about: {
        zh: '指挥员的 API 令牌，权限 read 与 write',
        en: 'an API token of a lead, with the scopes read and write',
      },
    },
    units: {
      value: { zh: '数量', en: 'number' },
      about: { zh: '巡查组数，默认 8', en: 'how many units, 8 by default' },
    },
    hours: {
      value: { zh: '小时', en: 'hours' },
      about: {
        zh: '先补出此前这些小时的轨迹，默认 0，至多 24',
        en: 'makes tracks of so many hours before now first, 0 by default, 24 at most',
      },
    },
    speed: {
      value: { zh: '倍数', en: 'factor' },
      about: {
        zh: '移动与办理的倍速，默认 5，至多 15',
        en: 'how many times as fast as in earnest, 5 by default, 15 at most',
      },
    },
    incidents: {
      value: { zh: '数量', en: 'number' },
      about: {
        zh: '每模拟小时的事件数，默认 12',
        en: 'incidents in an hour of the simulation, 12 by default',
      },
    },
    seconds: { value: { zh: '秒', en: 'seconds' }, about: { zh: '多久后结束', en: 'ends after so long' } },
  },
  notes: {
    zh: '所造的设备、班次与事件都写明“模拟”。巡查组的位置与状态会改变，请勿用于正式系统。',
    en: 'Devices, shifts and incidents that it makes say "simulated". It moves units and changes their states: not for a system in earnest.',
  },
  async run({ values, language, signal, say }) {
    const plan = {
      units: number('units', values.units, 8, [1, 1_000]),
      hours: number('hours', values.hours, 0, [0, 24]),
      speed: number('speed', values.speed, 5, [1, 15]),
      incidentsPerHour: number('incidents', values.incidents, 12, [0, 10_000]),
      seconds: values.seconds === undefined ? undefined : number('seconds', values.seconds, 0, [1, 86_400]),
    }
    const server = new SimulatedServer(values.url ?? 'http://127.0.0.1:8080', values.token, signal)
    await simulate(server, plan, signal, (zh, en) => say(language === 'zh' ? zh : en))
    return undefined
  },
})

process.exitCode = await runProgram({
  name: 'npm run simulate',
  about: { zh: '模拟一天的联合巡查', en: 'simulates a day of joint patrol' },
  commands: [run],
  besideServer: { zh: '模拟只通过 HTTP 使用服务', en: 'the simulation uses the server by HTTP only' },
})
