/** The feature endpoints alone, in a separate process: prints its address and runs until it is ended. */
import { openDatabase } from '../../geodata/database/open.ts'
import { dataContext } from '../../server/context.ts'
import { featuresEndpoints } from '../../server/features/routes.ts'
import { serve } from '../server/serve.ts'

const database = await openDatabase({ url: process.env.DATABASE_URL ?? '' })
const { url } = await serve(featuresEndpoints(dataContext(database)))
console.log(url)
