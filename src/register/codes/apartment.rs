//! Apartments [K, V2].

use super::set::code_set;

code_set! {
    /// Type of apartment [K]; codes are our own [OURS].
    pub enum ApartmentType {
        Dwelling = "1": "asuinhuoneisto", "bostadslägenhet", "dwelling";
        BusinessPremises = "2": "toimitila", "verksamhetslokal", "business premises";
        Unknown = "3": "ei tiedossa", "okänd", "unknown";
    }

    /// Kind of kitchen [K].
    pub enum KitchenType {
        Kitchen = "1": "keittiö", "kök", "kitchen";
        Kitchenette = "2": "keittokomero", "pentry", "kitchenette cupboard";
        CookingArea = "3": "keittotila", "kokvrå", "cooking area";
        FarmhouseKitchen = "4": "tupakeittiö", "stugkök", "farmhouse kitchen";
        Unknown = "5": "ei tiedossa", "okänt", "unknown";
    }

    /// Equipment of an apartment [K]; codes are our own [OURS].
    pub enum ApartmentEquipment {
        Wc = "1": "WC", "WC", "WC";
        BathOrShower = "2": "amme tai suihku", "badkar eller dusch", "bath or shower";
        Sauna = "3": "sauna", "bastu", "sauna";
        BalconyOrTerrace = "4": "parveke tai terassi", "balkong eller terrass", "balcony or terrace";
        HotWater = "5": "lämmin vesi", "varmvatten", "hot water";
    }

    /// Tenure of a dwelling (asunnon hallintaperuste) [OURS].
    pub enum Tenure {
        Owned = "1": "omistusasunto", "ägarbostad", "owned";
        Rented = "2": "vuokra-asunto", "hyresbostad", "rented";
        Other = "3": "muu hallintaperuste", "annan besittningsgrund", "other";
    }
}
