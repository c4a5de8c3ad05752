/**
 * `npm run conformance`: runs the OGC's own test suite for API – Features Part 1 (ets-ogcapi-features10
 * 1.9) and fails where one of its tests fails. It needs Java 17 and Maven, and leaves out with a
 * sentence where they are missing.
 *
 *   npm run conformance                         a server of its own: embedded database, the tests' fixture
 *   npm run conformance http://127.0.0.1:8080   a running server
 *
 * The suite comes from Maven Central. Where it cannot be had there, OGC_ETS_SOURCE names a checkout of
 * github.com/opengeospatial/ets-ogcapi-features10 at its tag 1.9, which is then compiled.
 */
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrate } from '../../geodata/migrate.ts'
import { openDatabase } from '../../geodata/open.ts'
import { serveApp } from '../environment/app.ts'
import { loadFixture } from '../server/serve.ts'

const here = dirname(fileURLToPath(import.meta.url))
const copyDependencies = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
const suite = 'org.opengis.cite.ogcapifeatures10'
const listeners = ['TestRun', 'SuiteFixture', 'TestFailure'].map((name) => `listener.${name}Listener`)
const corePackages = ['general', 'landingpage', 'apidefinition', 'conformance', 'collections'].map(
  (name) => `conformance.core.${name}`,
)
const crsPackages = [
  '',
  '.discovery.collection',
  '.discovery.collections',
  '.query.crs.features',
  '.query.crs.feature',
  '.query.bboxcrs',
].map((name) => `conformance.crs${name}`)

const isPresent = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

/** Fetches the jars that a pom names into a folder. */
function fetchJars(pom: string, folder: string): string {
  const jars = join(folder, 'lib')
  const args = ['-q', '-B', '-f', join(here, pom), copyDependencies]
  const run = spawnSync('mvn', [...args, '-DincludeScope=runtime', `-DoutputDirectory=${jars}`], {
    encoding: 'utf8',
  })
  if (run.status === 0) return join(jars, '*')
  throw new Error(
    `Maven could not fetch what ${pom} names. Where the suite is not in your repository, set OGC_ETS_SOURCE ` +
      `(see the head of this file).\n${run.stdout.split('\n')[0]}`,
  )
}

/** The class path of the suite: its jar and those that it needs, or its compiled sources. */
function suiteClassPath(folder: string): string {
  const source = process.env.OGC_ETS_SOURCE
  if (source === undefined) return fetchJars('pom.xml', folder)
  const jars = fetchJars('pom-source.xml', folder)
  const classes = join(folder, 'classes')
  mkdirSync(classes)
  const list = execFileSync('find', [join(source, 'src/main/java'), '-name', '*.java'], { encoding: 'utf8' })
  // The controller is the way into TEAM Engine; TestNG runs the suite without it.
  const files = list.split('\n').filter((file) => file !== '' && !file.endsWith('/TestNGController.java'))
  execFileSync('javac', ['-nowarn', '-d', classes, '-cp', jars, ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  execFileSync('cp', ['-r', `${join(source, 'src/main/resources')}/.`, classes])
  return [classes, jars].join(delimiter)
}

/** What the suite runs, as its own testng.xml has it, with the server's address and all collections. */
function suiteDefinition(url: string, folder: string): string {
  const file = join(folder, 'testng.xml')
  const all = (tag: string, attribute: string, names: readonly string[]) =>
    names.map((name) => `<${tag} ${attribute}="${suite}.${name}"/>`).join('')
  writeFileSync(
    file,
    `<suite name="ogcapi-features" verbose="0" configfailurepolicy="continue">
      <parameter name="iut" value="${url}"/><parameter name="noofcollections" value="-1"/>
      <listeners>${all('listener', 'class-name', listeners)}</listeners>
      <test name="Core">
        <packages>${all('package', 'name', corePackages)}</packages>
        <classes><class name="${suite}.conformance.SuitePreconditions"/></classes>
      </test>
      <test name="Coordinate Reference Systems"><packages>${all('package', 'name', crsPackages)}</packages></test>
    </suite>`,
  )
  return file
}

interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly string[]
}

/** TestNG sets no exit code that could be trusted: its report is read. */
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
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), failures }
}

async function serverUnderTest(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.argv[2]
  if (given !== undefined) return { url: given.replace(/\/$/, ''), close: async () => undefined }
  const database = await openDatabase({})
  await migrate(database)
  await loadFixture(database)
  const server = await serveApp(database)
  return {
    url: server.url,
    close: async () => {
      await server.close()
      await database.close()
    },
  }
}

/** Asynchronous, for the server under test lives in this process. */
async function runSuite(url: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'ogc-conformance-'))
  try {
    const classPath = suiteClassPath(folder)
    const definition = suiteDefinition(url, folder)
    const args = ['-cp', classPath, 'org.testng.TestNG', '-d', join(folder, 'out'), definition]
    await new Promise((resolve) => execFile('java', args, { cwd: folder, maxBuffer: 1e9 }, resolve))
    return readOutcome(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const missing = ['java', 'mvn'].filter((program) => !isPresent(program))
if (missing.length > 0) {
  console.log(
    `The OGC's test suite was left out: ${missing.join(' and ')} missing (Java 17 and Maven are needed).`,
  )
} else {
  const server = await serverUnderTest()
  const { passed, failed, skipped, failures } = await runSuite(server.url).finally(server.close)
  for (const failure of failures) console.error(`✗ ${failure}`)
  console.log(
    `OGC API – Features 1.0 on ${server.url}: ${passed} passed, ${failed} failed, ${skipped} skipped`,
  )
  // Without a single pass the suite did not run.
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}
