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
import { runConformance } from './ets.ts'

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

/** What the suite runs, as its own testng.xml has it, with the server's address and all collections. */
function definition(url: string): string {
  const all = (tag: string, attribute: string, names: readonly string[]) =>
    names.map((name) => `<${tag} ${attribute}="${suite}.${name}"/>`).join('')
  return `<suite name="ogcapi-features" verbose="0" configfailurepolicy="continue">
      <parameter name="iut" value="${url}"/><parameter name="noofcollections" value="-1"/>
      <listeners>${all('listener', 'class-name', listeners)}</listeners>
      <test name="Core">
        <packages>${all('package', 'name', corePackages)}</packages>
        <classes><class name="${suite}.conformance.SuitePreconditions"/></classes>
      </test>
      <test name="Coordinate Reference Systems"><packages>${all('package', 'name', crsPackages)}</packages></test>
    </suite>`
}

await runConformance({
  title: 'OGC API – Features 1.0',
  pom: 'pom.xml',
  sourceVariable: 'OGC_ETS_SOURCE',
  definition,
})
