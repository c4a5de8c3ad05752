import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, sourceFiles } from './source-files.ts'

/** Files of the server that may use the database with the system's rights, which see all rows, and why. */
const holders: Readonly<Record<string, string>> = {
  'server/accounts/cli/main.ts': 'is the command line of the operator',
  'server/accounts/routes.ts': 'nobody but the system reads what signs in',
  'server/context.ts': 'gives it, and makes the others of it',
  'server/dispatch/route-watch/start-route-watch.ts': 'follows all units, for all servers',
  'server/files/sweeper.ts': 'deletes expired files',
  'server/health/routes.ts': 'asks whether all migrations have run',
  'server/imports/check-job.ts': 'reads uploads of imports, and rights; rows as the account',
  'server/imports/jobs.ts': 'imports, as the command does',
  'server/imports/start-imports.ts': 'works on everyone’s jobs',
  'server/incidents/escalation/start-escalations.ts': 'tells of clocks of all incidents',
  'server/incidents/open311/read-requests.ts': 'tells programs with a key of their own reports',
  'server/incidents/open311/reports.ts': 'takes in reports of programs and of people without an account',
  'server/incidents/open311/routes.ts': 'tells senders of their own reports',
  'server/incidents/outbox/start-outbox.ts': 'sends messages that triggers queued',
  'server/incidents/public/routes.ts': 'shows open reports near, of which the public may know',
  'server/incidents/public/take-report.ts': 'takes in reports of people without an account',
  'server/incidents/routes.ts': 'hands it to incoming webhooks',
  'server/incidents/status/routes.ts': 'shows a report to who has its link, without an account',
  'server/incidents/status/take-answer.ts': 'takes what a reporter answers, who has no account',
  'server/incidents/webhooks/incoming.ts': 'takes in reports of partners, who have no account',
  'server/limits/limits.ts': 'counts requests over all servers',
  'server/live/job-feed.ts': 'follows all jobs, and sends each account its own',
  'server/live/patrol-feed.ts': 'listens to all zones, and tells each viewer of their own',
  'server/main.ts': 'opens it, and keeps overviews up to date',
  'server/network/follow.ts': 'listens to closures, which everyone may read',
  'server/patrol/devices/intake-routes.ts': 'a device speaks for its unit, and has no account',
  'server/patrol/live-routes.ts': 'hands it on to the feed of patrols',
  'server/patrol/start-duty.ts': 'derives the states of all units from their rosters',
  'server/patrol/start-sample-walk.ts': 'moves the units of the synthetic sample',
  'server/planning/outlines/jobs.ts': 'reads uploads for the accounts that asked',
  'server/planning/outlines/sweeper.ts': 'deletes expired outlines',
  'server/preparation.ts': 'migrates, and loads the sample',
  'server/privacy/start-retention.ts': 'deletes expired contacts and positions',
  'server/tiles/vector-tiles.ts': 'listens to changes; tiles are made as their viewers',
}

const opens = /\bsystemDatabase\b|\bopenDatabase\(/

test('only these files use the system’s access to the database; all others act for a viewer', () => {
  const found = sourceFiles(projectRoot, ['.ts']).filter(
    (file) => file.startsWith('server/') && opens.test(readFileSync(join(projectRoot, file), 'utf8')),
  )
  expect(found).toEqual(Object.keys(holders))
})
