/**
 * Runs executable test suites of the OGC (ETS) with TestNG. A suite comes from Maven Central; if it is not
 * available there, an environment variable names a checkout of its sources, which are compiled. Needs Java 17
 * and Maven; without them it is skipped with a message.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { serveApp } from '../environment/app.ts'
import { loadFixture } from '../server/serve.ts'

const here = dirname(fileURLToPath(import.meta.url))
const copyDependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'

/** A suite of the OGC, and how to run it. */
interface TestSuite {
  readonly title: string
  /** The Maven project beside this file that names the suite. */
  readonly pom: string
  /** The environment variable with the folder of its sources. */
  readonly sourceVariable: string
  /** Writes TestNG's definition of a run on a server. */
  definition(url: string): Promise<string> | string
}

const isPresent = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

/** Downloads the jars of a pom into a folder. */
function fetchJars(pom: string, folder: string, sourceVariable: string): string {
  const jars = join(folder, 'lib')
  const args = ['-q', '-B', '-f', join(here, pom), copyDependencies]
  const run = spawnSync('mvn', [...args, '-DincludeScope=runtime', `-DoutputDirectory=${jars}`], {
    encoding: 'utf8',
  })
  if (run.status === 0) return join(jars, '*')
  throw new Error(
    `Maven could not fetch what ${pom} names. Where the suite is not in your repository, set ` +
      `${sourceVariable} to a checkout of its sources.\n${run.stdout.split('\n')[0]}`,
  )
}

/** Returns the class path of the suite: its jar and dependencies, or its compiled sources. */
function suiteClassPath({ pom, sourceVariable }: TestSuite, folder: string): string {
  const source = process.env[sourceVariable]
  if (source === undefined) return fetchJars(pom, folder, sourceVariable)
  const jars = fetchJars('pom-source.xml', folder, sourceVariable)
  const classes = join(folder, 'classes')
  mkdirSync(classes)
  const list = execFileSync('find', [join(source, 'src/main/java'), '-name', '*.java'], { encoding: 'utf8' })
  // The controller is for TEAM Engine; TestNG runs the suite without it.
  const files = list.split('\n').filter((file) => file !== '' && !file.endsWith('/TestNGController.java'))
  execFileSync('javac', ['-nowarn', '-d', classes, '-cp', jars, ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  execFileSync('cp', ['-r', `${join(source, 'src/main/resources')}/.`, classes])
  return [classes, jars].join(delimiter)
}

interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly string[]
  /** Skipped tests, with their number: the suite does not verify them. */
  readonly skips: ReadonlyMap<string, number>
}

/** Reads TestNG's report, because its exit code is not reliable. */
function readOutcome(folder: string): Outcome {
  const report = readFileSync(join(folder, 'out', 'testng-results.xml'), 'utf8')
  const count = (name: string) =>
    Number(new RegExp(`<testng-results[^>]* ${name}="(\\d+)"`).exec(report)?.[1] ?? Number.NaN)
  const methods = report.split('<test-method ').slice(1)
  const failures = methods
    .filter((method) => /^[^>]*status="FAIL"/.test(method))
    .map((method) => {
      const name = /name="([^"]+)"/.exec(method)?.[1] ?? '?'
      const message = /<message>\s*<!\[CDATA\[([\s\S]*?)\]\]>/.exec(method)?.[1]?.trim() ?? ''
      return `${name}: ${message.slice(0, 300)}`
    })
  const skips = new Map<string, number>()
  for (const method of methods.filter((one) => /^[^>]*status="SKIP"/.test(one))) {
    const name = /name="([^"]+)"/.exec(method)?.[1] ?? '?'
    skips.set(name, (skips.get(name) ?? 0) + 1)
  }
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), failures, skips }
}

async function serverUnderTest(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.argv[2]
  if (given !== undefined) return { url: given.replace(/\/$/, ''), close: async () => undefined }
  const database = await openDatabase({})
  await migrate(database)
  await loadFixture(database)
  for (const statement of readFileSync(join(here, 'fill.sql'), 'utf8').split(/;\n/))
    await database.query(statement)
  const server = await serveApp(database)
  return {
    url: server.url,
    close: async () => {
      await server.close()
      await database.close()
    },
  }
}

/** Asynchronous, because the tested server is in this process. */
async function runSuite(suite: TestSuite, url: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'ogc-conformance-'))
  try {
    const classPath = suiteClassPath(suite, folder)
    const definition = join(folder, 'testng.xml')
    writeFileSync(definition, await suite.definition(url))
    const args = ['-cp', classPath, 'org.testng.TestNG', '-d', join(folder, 'out'), definition]
    await new Promise((resolve) => execFile('java', args, { cwd: folder, maxBuffer: 1e9 }, resolve))
    return readOutcome(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a suite on the server of the first argument, or on its own; sets the exit code. */
export async function runConformance(suite: TestSuite): Promise<void> {
  const missing = ['java', 'mvn'].filter((program) => !isPresent(program))
  if (missing.length > 0) {
    console.log(
      `The OGC's test suite was left out: ${missing.join(' and ')} missing (Java 17 and Maven are needed).`,
    )
    return
  }
  const server = await serverUnderTest()
  const { passed, failed, skipped, failures, skips } = await runSuite(suite, server.url).finally(server.close)
  for (const failure of failures) console.error(`✗ ${failure}`)
  for (const [name, times] of skips) console.log(`– ${name}: ${times} skipped`)
  console.log(`${suite.title} on ${server.url}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  // Without any pass the suite did not run.
  if (failed > 0 || passed === 0) process.exitCode = 1
}
