//! Buildings [K]; where the source gives words only, the codes count its list [OURS].

use super::set::code_set;

code_set! {
    /// Stage of a building's life [K].
    pub enum BuildingState {
        Unfinished = "1": "keskeneräinen uudisrakennus", "oavslutad nybyggnad", "unfinished new building";
        Finished = "2": "valmis", "färdig", "finished";
        Demolished = "3": "purettu tai tuhoutunut", "riven eller förstörd", "demolished or destroyed";
    }

    /// How a building is used, or why it is no longer [K].
    pub enum InUseState {
        PermanentLiving = "01": "käytetään vakinaiseen asumiseen", "används för stadigvarande boende", "permanent living";
        LeisureLiving = "02": "käytetään loma-asumiseen", "används för fritidsboende", "leisure living";
        OtherTemporaryLiving = "03": "käytetään muuhun tilapäiseen asumiseen", "används för annat tillfälligt boende", "other temporary living";
        BusinessAndProduction = "04": "käytetään toimitila- tai tuotantokäyttöön", "används för verksamhet eller produktion", "business and production";
        Empty = "05": "tyhjillään", "står tom", "empty";
        Abandoned = "06": "hylätty ränsistymisen vuoksi", "övergiven på grund av förfall", "abandoned from decay";
        Destroyed = "07": "tuhoutunut", "förstörd", "destroyed";
        DemolishedForNew = "08": "purettu uudisrakentamisen vuoksi", "riven på grund av nybyggnad", "demolished for a new building";
        DemolishedOther = "09": "purettu muusta syystä", "riven av annan orsak", "demolished for another reason";
        FoundDemolished = "10": "todettu puretuksi tarkastuksessa", "konstaterats riven vid inspektion", "found demolished at an inspection";
        Other = "11": "muu", "annan", "other";
        Unknown = "12": "ei tiedossa", "okänd", "no knowledge";
    }

    /// Who had the building built [K].
    pub enum BuilderType {
        Commercial = "1": "rakennusliike", "byggföretag", "commercial builder";
        Other = "2": "muu", "annan", "other";
        Unknown = "3": "ei tiedossa", "okänd", "unknown";
    }

    /// Way of construction [K].
    pub enum ConstructionWay {
        Elements = "1": "elementti", "element", "prefabricated elements";
        OnSite = "2": "paikalla tehty", "byggd på platsen", "built on site";
        Unknown = "3": "ei tiedossa", "okänt", "unknown";
    }

    /// Bearing material [K].
    pub enum BearingMaterial {
        Concrete = "1": "betoni", "betong", "concrete";
        Brick = "2": "tiili", "tegel", "brick";
        Steel = "3": "teräs", "stål", "steel";
        Wood = "4": "puu", "trä", "wood";
        Other = "5": "muu", "annat", "other";
        Unknown = "6": "ei tiedossa", "okänt", "unknown";
    }

    /// Facade material [K].
    pub enum FacadeMaterial {
        Concrete = "1": "betoni", "betong", "concrete";
        Brick = "2": "tiili", "tegel", "brick";
        SheetMetal = "3": "metallilevy", "metallskiva", "sheet metal";
        Stone = "4": "kivi", "sten", "stone";
        Wood = "5": "puu", "trä", "wood";
        Glass = "6": "lasi", "glas", "glass";
        Other = "7": "muu", "annat", "other";
        Unknown = "8": "ei tiedossa", "okänt", "unknown";
    }

    /// Heating way [K].
    pub enum HeatingWay {
        CentralWater = "1": "vesikeskuslämmitys", "vattencentralvärme", "central water heating";
        CentralAir = "2": "ilmakeskuslämmitys", "luftcentralvärme", "central air heating";
        DirectElectric = "3": "suora sähkölämmitys", "direkt elvärme", "direct electric heating";
        Stove = "4": "uunilämmitys", "ugnsuppvärmning", "stove heating";
        None = "5": "ei kiinteää lämmitystä", "ingen fast uppvärmning", "no fixed heating";
        Unknown = "6": "ei tiedossa", "okänt", "unknown";
    }

    /// Heat source [K].
    pub enum HeatSource {
        District = "01": "kauko- tai aluelämpö", "fjärr- eller områdesvärme", "district heat";
        LightOil = "02": "kevyt polttoöljy", "lätt brännolja", "light fuel oil";
        HeavyOil = "03": "raskas polttoöljy", "tung brännolja", "heavy fuel oil";
        Electricity = "04": "sähkö", "el", "electricity";
        Gas = "05": "kaasu", "gas", "gas";
        Coal = "06": "kivihiili, koksi tms.", "stenkol, koks e.d.", "coal, coke";
        Peat = "07": "turve", "torv", "peat";
        GroundHeat = "08": "maalämpö", "jordvärme", "ground heat";
        Wood = "09": "puu", "ved", "wood";
        Other = "10": "muu", "annat", "other";
        Unknown = "11": "ei tiedossa", "okänt", "unknown";
    }

    /// Network connection [K].
    pub enum NetworkConnection {
        Sewer = "1": "viemäri", "avlopp", "sewer";
        Water = "2": "vesijohto", "vattenledning", "water";
        Electricity = "3": "sähkö", "el", "electricity";
        NaturalGas = "4": "maakaasu", "naturgas", "natural gas";
        Cable = "5": "kaapeli", "kabel", "cable";
    }

    /// Equipment of a building [K].
    pub enum Equipment {
        Electricity = "01": "sähkö", "el", "electricity";
        Gas = "02": "kaasu", "gas", "gas";
        Sewer = "03": "viemäri", "avlopp", "sewer";
        Water = "04": "vesijohto", "vattenledning", "water pipe";
        Lift = "05": "hissi", "hiss", "lift";
        MechanicalVentilation = "06": "koneellinen ilmanvaihto", "maskinell ventilation", "mechanical ventilation";
        HotWater = "07": "lämmin vesi", "varmvatten", "hot water";
        Sauna = "08": "saunoja", "bastur", "saunas";
        Pool = "09": "uima-allas", "simbassäng", "pool";
        Shelter = "10": "väestönsuoja", "skyddsrum", "shelter";
    }

    /// Energy class.
    pub enum EnergyClass {
        A = "A": "A", "A", "A";
        B = "B": "B", "B", "B";
        C = "C": "C", "C", "C";
        D = "D": "D", "D", "D";
        E = "E": "E", "E", "E";
        F = "F": "F", "F", "F";
        G = "G": "G", "G", "G";
    }

    /// Fire class of the building code.
    pub enum FireClass {
        P0 = "P0": "P0", "P0", "P0";
        P1 = "P1": "P1", "P1", "P1";
        P2 = "P2": "P2", "P2", "P2";
        P3 = "P3": "P3", "P3", "P3";
    }
}
