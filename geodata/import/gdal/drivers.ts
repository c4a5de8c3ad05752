/**
 * Allows only some GDAL drivers. GDAL starts without the others, because a file's content chooses its driver,
 * and some drivers follow names in a file to other files or to the network.
 */
export const allowedDrivers: readonly string[] = [
  // Vectors
  'CSV',
  'DXF',
  'ESRI Shapefile',
  'ESRIJSON',
  'FlatGeobuf',
  'GeoJSON',
  'GeoJSONSeq',
  'GPKG',
  'GPX',
  'KML',
  'MapInfo File',
  'Memory',
  'OpenFileGDB',
  'TopoJSON',
  // Rasters
  'AAIGrid',
  'COG',
  'DTED',
  'EHdr',
  'ENVI',
  'GTiff',
  'HFA',
  'MEM',
  'SRTMHGT',
  'USGSDEM',
]

/** All other drivers of this build, as GDAL_SKIP takes them. */
export const skippedDrivers = [
  'ACE2,ADRG,AIG,ARG,AVCBin,AVCE00,AirSAR,BIGGIF,BLX,BMP,BSB,BT,BYN,CAD,CALS,CEOS,COASP,COSAR,CPG,CTG,CTable2',
  'DERIVED,DGN,DIMAP,DIPEx,DOQ1,DOQ2,ECRGTOC,EDIGEO,EIR,ELAS,ERS,ESAT,ESRIC,FAST,FIT,GFF,GIF,GML,GRASSASCIIGrid',
  'GRIB,GS7BG,GSAG,GSBG,GSC,GTFS,GTX,GXF,GenBin,GeoRSS,Geoconcept,HF2,ILWIS,IRIS,ISCE,ISG,ISIS2,ISIS3,Idrisi',
  'JAXAPALSAR,JDEM,JML,JPEG,JSONFG,KMLSUPEROVERLAY,KRO,L1B,LAN,LCP,LOSLAS,LVBAG,Leveller,MAP,MBTiles,MFF,MFF2',
  'MRF,MSGN,MVT,MapML,NDF,NGSGEOID,NITF,NOAA_B,NSIDCbin,NTv2,NWT_GRC,NWT_GRD,ODS,OGR_GMT,OGR_PDS,OGR_SDTS',
  'OGR_VRT,OSM,OZI,PAux,PCIDSK,PCRaster,PDF,PDS,PDS4,PGDUMP,PMTiles,PNG,PNM,PRF,R,RIK,RMF,ROI_PAC,RPFTOC,RRASTER',
  'RS2,RST,Rasterlite,S57,SAFE,SAGA,SAR_CEOS,SDTS,SENTINEL2,SGI,SIGDEM,SNODAS,SQLite,SRP,STACIT,STACTA,SVG,SXF',
  'Selafin,TGA,TIGER,TIL,TSX,Terragen,UK .NTF,VDV,VFK,VICAR,VRT,WAsP,WEBP,WMTS,XLSX,XPM,XYZ,ZMap,Zarr',
].join(',')
