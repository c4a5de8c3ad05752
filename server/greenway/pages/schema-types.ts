/** Types of schema.org (https://schema.org/Place) for kinds of facilities; other kinds are places. */
import type { facilityKinds } from '../../../geodata/model/codes.ts'

export const schemaTypes: Readonly<Partial<Record<keyof typeof facilityKinds, string>>> = {
  toilet: 'PublicToilet',
  car_park: 'ParkingFacility',
  bus_stop: 'BusStop',
  metro_station: 'SubwayStation',
  police_post: 'PoliceStation',
  attraction: 'TouristAttraction',
  viewpoint: 'TouristAttraction',
  museum: 'Museum',
  temple: 'BuddhistTemple',
  park: 'Park',
  playground: 'Playground',
  fitness: 'SportsActivityLocation',
  picnic_site: 'Park',
  cafe: 'CafeOrCoffeeShop',
  restaurant: 'Restaurant',
  shop: 'Store',
  school: 'School',
  hospital: 'Hospital',
  information: 'TouristInformationCenter',
  lodging: 'LodgingBusiness',
}
