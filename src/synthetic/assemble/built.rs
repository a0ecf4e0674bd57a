//! Buildings, apartments and properties as the register holds them.

use super::super::draft::{Day, Dwelling, Estate, Family, Holder, Structure, Unit, Who, partial};
use super::super::layout::first_of;
use super::super::random::{Random, pick_weight, scatter};
use super::super::tables::TABLES;
use super::places::district;
use super::{Writer, municipality};
use crate::identifier::{Parcel, PropertyBasedBuildingId};
use crate::language::Language;
use crate::register::codes::{
    ApartmentEquipment, ApartmentType, BearingMaterial, BuilderType, BuildingClass, BuildingState,
    ConstructionWay, EnergyClass, Equipment, FacadeMaterial, FireClass, HeatSource, HeatingWay, InUseState,
    KitchenType, MainUse, NetworkConnection, OwnerKind, OwnerRole, Tenure,
};
use crate::register::{Apartment, Building, Owner, Property};
use rust_decimal::Decimal;

/// What stands with a household, or in a block.
#[derive(Default)]
pub(in super::super) struct Built {
    pub(in super::super) buildings: Vec<Building>,
    pub(in super::super) apartments: Vec<Apartment>,
    pub(in super::super) properties: Vec<Property>,
}

/// Writes out what stands with a household, or in a block.
pub(in super::super) fn built(family: &Family, day: Day) -> Built {
    let writer = Writer { family, day };
    let mut built = Built::default();
    for estate in &family.estates {
        let owners = writer.owners(estate);
        built.properties.push(property(estate, owners.clone()));
        for structure in &estate.structures {
            let owners = if structure.gone.is_some() {
                Vec::new()
            } else {
                owners.clone()
            };
            built.buildings.push(building(estate, structure, owners));
        }
    }
    built
        .apartments
        .extend(family.units.iter().map(|unit| writer.apartment(unit)));
    built
}

impl Writer<'_> {
    fn owners(&self, estate: &Estate) -> Vec<Owner> {
        match &estate.holder {
            Holder::Members(members) => members.iter().map(|place| self.owner(*place, false)).collect(),
            Holder::Estate(place) => vec![self.owner(*place, true)],
            Holder::Body(kind, organisation) => vec![Owner {
                role: Some(OwnerRole::Owner),
                kind: Some(*kind),
                organisation: Some(organisation.clone()),
                ..Owner::default()
            }],
        }
    }

    fn owner(&self, place: usize, estate: bool) -> Owner {
        let member = &self.family.members[place];
        let stays = self.stays(member);
        let address = stays.first().map(|(place, ..)| match place {
            super::Place::Finland(dwelling) => dwelling.address.one_line(Language::Fi),
            super::Place::Abroad { address, .. } | super::Place::NoFixed { address, .. } => {
                address.one_line(Language::Fi)
            }
        });
        let farmer = member
            .occupation
            .as_deref()
            .is_some_and(|text| text.contains("viljelijä"));
        Owner {
            role: Some(OwnerRole::Owner),
            kind: Some(if farmer {
                OwnerKind::PrivateFarmer
            } else {
                OwnerKind::PrivatePerson
            }),
            person: Some(self.relative(&Who::Member(place))),
            estate,
            address: address.unwrap_or_default(),
            ..Owner::default()
        }
    }

    fn apartment(&self, unit: &Unit) -> Apartment {
        let Dwelling {
            building, apartment, ..
        } = *unit.dwelling;
        let serial = building.map_or(0, |id| u64::from(id.serial()));
        let number = apartment.and_then(|part| part.number()).unwrap_or(0);
        let mut random = scatter(serial * 1_000 + u64::from(number));
        let members = self.family.members.iter().enumerate();
        let residents: Vec<_> = members
            .filter(|(_, member)| {
                unit.home.is_some_and(|home| member.home() == home) && member.died.is_none()
            })
            .map(|(place, _)| self.relative(&Who::Member(place)))
            .collect();
        let dwelling = unit.kind == ApartmentType::Dwelling;
        let house = apartment.is_none();
        // Whoever are more have more room.
        let spread: [u32; 6] = match (house, residents.len()) {
            (true, _) => [1, 4, 15, 40, 28, 12],
            (false, ..=1) => [26, 46, 22, 5, 1, 0],
            (false, 2) => [5, 40, 38, 15, 2, 0],
            (false, _) => [1, 12, 45, 34, 7, 1],
        };
        let rooms = 1 + pick_weight(&mut random, &spread) as u32;
        let tenths = 140 + rooms * 190 + random.below(140) + if house { 180 } else { 0 };
        let kitchens = if rooms == 1 {
            [15, 40, 43, 0, 2]
        } else {
            [86, 2, 6, 5, 1]
        };
        let mut equipment = vec![ApartmentEquipment::Wc];
        for (item, share) in [
            (ApartmentEquipment::BathOrShower, 965),
            (ApartmentEquipment::Sauna, if house { 880 } else { 330 }),
            (ApartmentEquipment::BalconyOrTerrace, 720),
            (ApartmentEquipment::HotWater, 980),
        ] {
            if dwelling && random.chance(share) {
                equipment.push(item);
            }
        }
        let in_use = match (dwelling, residents.is_empty()) {
            (false, _) => InUseState::BusinessAndProduction,
            (true, true) => InUseState::Empty,
            (true, false) => InUseState::PermanentLiving,
        };
        Apartment {
            id: unit.dwelling.permanent_apartment,
            building,
            part: apartment,
            address: unit.dwelling.address.clone(),
            kind: Some(unit.kind),
            area: Some(Decimal::new(i64::from(tenths), 1)),
            rooms: Some(rooms as u16),
            kitchen: dwelling.then(|| KITCHENS[pick_weight(&mut random, &kitchens)]),
            equipment,
            tenure: dwelling.then(|| match (unit.owned, random.chance(25)) {
                (true, _) => Tenure::Owned,
                (false, false) => Tenure::Rented,
                (false, true) => Tenure::Other,
            }),
            in_use: Some(if unit.to.is_some() {
                InUseState::Other
            } else {
                in_use
            }),
            from: partial(unit.dwelling.built),
            to: unit.to.and_then(partial),
            residents,
        }
    }
}

const KITCHENS: [KitchenType; 5] = [
    KitchenType::Kitchen,
    KitchenType::Kitchenette,
    KitchenType::CookingArea,
    KitchenType::FarmhouseKitchen,
    KitchenType::Unknown,
];

fn property(estate: &Estate, owners: Vec<Owner>) -> Property {
    let parcel = Parcel::new('M', 601).ok().filter(|_| estate.parcel);
    Property {
        id: Some(estate.id),
        name: estate.name.clone(),
        municipality: Some(municipality(estate.town)),
        area: Some(estate.area),
        owners,
        buildings: estate.structures.iter().map(|structure| structure.id).collect(),
        parcels: parcel
            .map(|parcel| estate.id.with_parcel(parcel))
            .into_iter()
            .collect(),
    }
}

/// Roughly the middles of the constituencies, ETRS-TM35FIN: north, east, how far places spread, km.
const MIDDLES: [(&str, i32, i32, i32); 13] = [
    ("01", 6_677, 387, 8),
    ("02", 6_690, 370, 35),
    ("03", 6_720, 245, 40),
    ("04", 6_840, 240, 40),
    ("05", 6_700, 110, 15),
    ("06", 6_770, 390, 45),
    ("07", 6_830, 325, 45),
    ("08", 6_800, 530, 60),
    ("09", 6_980, 570, 80),
    ("10", 6_990, 270, 70),
    ("11", 6_930, 430, 60),
    ("12", 7_200, 450, 100),
    ("13", 7_450, 450, 120),
];

/// A point that is near those of the same postcode: north and east.
fn point(structure: &Structure) -> (i32, i32) {
    let postcode = &TABLES.postcodes[structure.postcode];
    let code = TABLES.constituencies[TABLES.towns[postcode.town].constituency].0;
    let middle = MIDDLES.iter().find(|row| row.0 == code).unwrap_or(&MIDDLES[0]);
    let mut area = scatter(structure.postcode as u64);
    let mut near = scatter(u64::from(structure.id.serial()));
    let spread = middle.3 * 1_000;
    let mut along = |middle: i32| middle * 1_000 + area.between(-spread, spread) + near.between(-900, 900);
    (along(middle.1), along(middle.2))
}

/// Floor area, m², and floors of a building.
fn size(class: &str, apartments: u32, random: &mut Random) -> (u32, u16) {
    match class {
        "0110" => (80 + random.below(130), 1 + random.below(2) as u16),
        "0112" => (280 + random.below(160), 1 + random.below(2) as u16),
        "0120" => (apartments.max(4) * 62, 2),
        "0121" => (apartments.max(8) * 66, 3 + random.below(6) as u16),
        "0210" | "0211" => (35 + random.below(70), 1),
        "1910" | "1911" | "1912" => (12 + random.below(60), 1),
        "0621" => (900 + random.below(1_500), 1 + random.below(2) as u16),
        _ => (150 + random.below(2_500), 1 + random.below(3) as u16),
    }
}

fn building(estate: &Estate, structure: &Structure, owners: Vec<Owner>) -> Building {
    let mut random = scatter(u64::from(structure.id.serial()) << 8);
    let random = &mut random;
    let class = structure.class.0;
    let (area, floors) = size(class, structure.apartments, random);
    let small = matches!(
        class,
        "0110" | "0112" | "0210" | "0211" | "1910" | "1911" | "1912" | "1410" | "1490"
    );
    let heated = !matches!(class, "1911" | "1912" | "1490" | "1410");
    let leisure = matches!(class, "0210" | "0211" | "1910");
    let recent = structure.built > first_of(2008);
    let basement = if heated && !leisure && random.chance(220) {
        area / 4
    } else {
        0
    };
    let (district_code, voting_district) = district(estate.town, Some(structure.postcode));
    let town = &TABLES.towns[estate.town];
    let place = town.postcodes.binary_search(&structure.postcode).unwrap_or(0);
    let (north, east) = point(structure);
    let heating = heating(class, heated, leisure, random);
    Building {
        id: Some(structure.id),
        property_based_id: PropertyBasedBuildingId::from_property(&estate.id, structure.number).ok(),
        property: Some(estate.id),
        municipality: Some(municipality(estate.town)),
        addresses: vec![structure.address.clone()],
        north: Some(north),
        east: Some(east),
        class: BuildingClass::parse(class).ok(),
        main_use: MainUse::parse(structure.class.1).ok(),
        project_id: String::new(),
        permit_id: if recent {
            format!("{}-{:04}-R", town_code(estate.town), random.below(9_999))
        } else {
            String::new()
        },
        state: Some(if structure.gone.is_some() {
            BuildingState::Demolished
        } else {
            BuildingState::Finished
        }),
        state_date: partial(structure.gone.map_or(structure.built, |(day, _)| day)),
        completed: partial(structure.built),
        in_use: Some(structure.in_use),
        builder: Some(match (small, random.chance(150)) {
            (false, false) => BuilderType::Commercial,
            (true, false) => BuilderType::Other,
            _ => BuilderType::Unknown,
        }),
        construction_way: Some(if small || structure.built < first_of(1965) {
            ConstructionWay::OnSite
        } else {
            ConstructionWay::Elements
        }),
        floors: Some(floors),
        floor_area: Some(area),
        gross_floor_area: Some(area + area / 8),
        total_area: Some(area + basement),
        basement_area: (basement > 0).then_some(basement),
        volume: Some((area + basement) * 3),
        bearing_material: Some(match (small, random.chance(80)) {
            (true, false) => BearingMaterial::Wood,
            (true, true) => BearingMaterial::Brick,
            (false, false) => BearingMaterial::Concrete,
            (false, true) => BearingMaterial::Steel,
        }),
        facade: Some(
            FACADES[pick_weight(
                random,
                if small {
                    &[2, 22, 2, 1, 72, 0, 1]
                } else {
                    &[52, 27, 12, 2, 3, 2, 2]
                },
            )],
        ),
        heating_way: Some(heating.0),
        heat_source: heating.1,
        connections: connections(heated, random),
        equipment: equipment(class, heated, floors, random),
        energy_class: (recent && heated && !leisure)
            .then(|| ENERGY[pick_weight(random, &[6, 42, 30, 12, 6, 3, 1])]),
        fire_class: Some(if small { FireClass::P3 } else { FireClass::P1 }),
        owners,
        apartment_count: (structure.apartments > 0).then_some(structure.apartments),
        voting_district_code: district_code,
        voting_district,
        sub_area: format!("{}{:03}", town_code(estate.town), 1 + place),
    }
}

fn town_code(town: usize) -> String {
    let code = &TABLES.towns[town].municipality.code;
    code.as_ref()
        .map(|code| code.as_str().to_owned())
        .unwrap_or_default()
}

const FACADES: [FacadeMaterial; 7] = [
    FacadeMaterial::Concrete,
    FacadeMaterial::Brick,
    FacadeMaterial::SheetMetal,
    FacadeMaterial::Stone,
    FacadeMaterial::Wood,
    FacadeMaterial::Glass,
    FacadeMaterial::Other,
];

const ENERGY: [EnergyClass; 7] = [
    EnergyClass::A,
    EnergyClass::B,
    EnergyClass::C,
    EnergyClass::D,
    EnergyClass::E,
    EnergyClass::F,
    EnergyClass::G,
];

fn heating(
    class: &str,
    heated: bool,
    leisure: bool,
    random: &mut Random,
) -> (HeatingWay, Option<HeatSource>) {
    let ways = [
        (HeatingWay::CentralWater, HeatSource::District),
        (HeatingWay::CentralWater, HeatSource::GroundHeat),
        (HeatingWay::CentralWater, HeatSource::LightOil),
        (HeatingWay::DirectElectric, HeatSource::Electricity),
        (HeatingWay::Stove, HeatSource::Wood),
        (HeatingWay::CentralAir, HeatSource::Gas),
    ];
    let shares: [u32; 6] = match class {
        _ if !heated => return (HeatingWay::None, None),
        _ if leisure => [0, 4, 0, 36, 60, 0],
        "0110" => [12, 20, 14, 42, 11, 1],
        "0112" => [52, 6, 4, 36, 0, 2],
        _ => [88, 5, 4, 1, 0, 2],
    };
    let (way, source) = ways[pick_weight(random, &shares)];
    (way, Some(source))
}

fn connections(heated: bool, random: &mut Random) -> Vec<NetworkConnection> {
    let all = [
        (NetworkConnection::Electricity, 960),
        (NetworkConnection::Water, if heated { 880 } else { 60 }),
        (NetworkConnection::Sewer, if heated { 800 } else { 20 }),
        (NetworkConnection::Cable, if heated { 420 } else { 0 }),
        (NetworkConnection::NaturalGas, 8),
    ];
    all.into_iter()
        .filter(|(_, share)| random.chance(*share))
        .map(|(item, _)| item)
        .collect()
}

fn equipment(class: &str, heated: bool, floors: u16, random: &mut Random) -> Vec<Equipment> {
    let flats = matches!(class, "0120" | "0121");
    let all = [
        (Equipment::Electricity, 960),
        (Equipment::Water, if heated { 880 } else { 60 }),
        (Equipment::Sewer, if heated { 860 } else { 40 }),
        (Equipment::HotWater, if heated { 860 } else { 20 }),
        (Equipment::Lift, if flats && floors > 3 { 850 } else { 5 }),
        (Equipment::MechanicalVentilation, if flats { 800 } else { 260 }),
        (
            Equipment::Sauna,
            if matches!(class, "0110" | "1910") {
                880
            } else {
                350
            },
        ),
        (Equipment::Shelter, if flats { 520 } else { 5 }),
        (Equipment::Pool, 4),
    ];
    all.into_iter()
        .filter(|(_, share)| random.chance(*share))
        .map(|(item, _)| item)
        .collect()
}
