/** Stores photos together with the report that they belong to. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { derivedKey } from '../derived-key.ts'
import { readPhoto } from './read-photo.ts'

/** A photo without camera metadata, before it is stored. */
export interface ReadyPhoto {
  readonly id: string
  readonly jpeg: Buffer
  readonly width: number
  readonly height: number
}

/**
 * Reads the files of the report with a key, before a transaction begins; the same report gives the same ids. Throws
 * ProblemErrors for files that are no photo.
 */
export async function readPhotos(files: readonly Buffer[], key: string): Promise<readonly ReadyPhoto[]> {
  const photos: ReadyPhoto[] = []
  for (const [n, file] of files.entries()) {
    const { jpeg, width, height } = await readPhoto(file)
    photos.push({ id: derivedKey(`photo ${n} ${key}`), jpeg, width, height })
  }
  return photos
}

/** Stores photos of an incident; those that are stored already stay. */
export async function storePhotos(
  client: Queryable,
  incident: number,
  photos: readonly ReadyPhoto[],
): Promise<void> {
  for (const { id, jpeg, width, height } of photos)
    await client.query(
      `insert into incident_photos (id, incident_id, width, height, bytes) values ($1, $2, $3, $4, $5)
       on conflict (id) do nothing`,
      [id, incident, width, height, jpeg],
    )
}

/** Returns the part of an event's details that names its photos. */
export const photoDetails = (photos: readonly ReadyPhoto[]): { photos?: string[] } =>
  photos.length === 0 ? {} : { photos: photos.map(({ id }) => id) }
