/**
 * Bundled programs and libraries whose licences require more than keeping their text, or whose package does
 * not list them. Permissive packages are in node_modules with their licences.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Component } from '../../geodata/model/answers/about.ts'

const embedded = '@electric-sql/pglite-postgis'

export const components: readonly Component[] = [
  {
    name: 'PostGIS',
    version: '3.6.2',
    // Its package says Apache-2.0, which is the licence of PGlite itself.
    licence: 'GPL-2.0-or-later',
    source: 'https://download.osgeo.org/postgis/source/postgis-3.6.2.tar.gz',
    package: embedded,
  },
  {
    name: 'GEOS',
    version: '3.14.0',
    licence: 'LGPL-2.1-or-later',
    source: 'https://download.osgeo.org/geos/geos-3.14.0.tar.bz2',
    package: embedded,
  },
  {
    name: 'gdal3.js',
    version: '2.8.1',
    licence: 'LGPL-2.1-or-later',
    source: 'https://github.com/bugra9/gdal3.js',
    package: 'gdal3.js',
  },
  {
    name: 'GEOS',
    version: '3.12.1',
    licence: 'LGPL-2.1-or-later',
    source: 'https://download.osgeo.org/geos/geos-3.12.1.tar.bz2',
    package: 'gdal3.js',
  },
  {
    name: 'SpatiaLite',
    version: '5.1.0',
    licence: 'LGPL-2.1-or-later',
    source: 'https://www.gaia-gis.it/fossil/libspatialite',
    package: 'gdal3.js',
  },
  {
    name: 'GNU libiconv',
    version: '1.17',
    licence: 'LGPL-2.1-or-later',
    source: 'https://ftp.gnu.org/gnu/libiconv/libiconv-1.17.tar.gz',
    package: 'gdal3.js',
  },
  {
    name: 'libvips',
    version: '8.18.7',
    licence: 'LGPL-3.0-or-later',
    source: 'https://github.com/lovell/sharp-libvips',
    package: 'sharp',
  },
  {
    name: 'Lightning CSS',
    version: '1.33.0',
    licence: 'MPL-2.0',
    source: 'https://github.com/parcel-bundler/lightningcss',
    package: 'lightningcss',
  },
  {
    name: 'Noto Sans SC',
    version: '5.3.0',
    licence: 'OFL-1.1',
    source: 'https://github.com/notofonts/noto-cjk',
    package: '@fontsource/noto-sans-sc',
  },
]

/** The folder of the licence texts. */
export const licenceFolder = fileURLToPath(new URL('../../LICENSES', import.meta.url))

/** Names of the texts, such as `GPL-2.0`. */
export const licenceTexts: readonly string[] = readdirSync(licenceFolder)
  .map((file) => file.replace(/\.txt$/, ''))
  .sort()
