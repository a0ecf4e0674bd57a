//! Kinds of names and ways of changing them [X].

use super::set::code_set;

code_set! {
    /// Kind of name [X].
    pub enum NameKind {
        Surname = "01": "sukunimi", "efternamn", "surname";
        FirstNames = "02": "etunimet", "förnamn", "first names";
        Intermediate = "03": "välinimi", "mellannamn", "intermediate name";
        CallName = "04": "kutsumanimi", "tilltalsnamn", "call name";
        FormerSurname = "05": "entinen sukunimi", "tidigare efternamn", "former surname";
        FormerFirstNames = "06": "entiset etunimet", "tidigare förnamn", "former first names";
        LastSurnameAsUnmarried = "07": "viimeisin sukunimi naimattomana", "senaste efternamn som ogift", "last surname as unmarried";
        FormerIntermediate = "08": "entinen välinimi", "tidigare mellannamn", "former intermediate name";
        FormerCallName = "09": "entinen kutsumanimi", "tidigare tilltalsnamn", "former call name";
        CorrectedSurname = "10": "korjattu sukunimi", "rättat efternamn", "corrected surname";
        CorrectedFirstNames = "11": "korjatut etunimet", "rättade förnamn", "corrected first names";
        CorrectedIntermediate = "12": "korjattu välinimi", "rättat mellannamn", "corrected intermediate name";
        CorrectedCallName = "13": "korjattu kutsumanimi", "rättat tilltalsnamn", "corrected call name";
        Patronymic = "14": "patronyymi", "patronymikon", "patronymic";
        LegalPersonName = "15": "oikeushenkilön nimi", "juridisk persons namn", "name of a legal person";
    }

    /// Way of a name change [X].
    pub enum NameChange {
        Abroad = "0": "nimenmuutos ulkomailla", "namnändring utomlands", "name change abroad";
        FirstName = "1": "etunimen muutos", "ändring av förnamn", "change of first name";
        ChildSurnameByNotice = "2": "lapsen sukunimi ilmoituksella", "barnets efternamn genom anmälan", "child's surname by notice";
        BackToUnmarriedName = "4": "paluu viimeksi naimattomana olleeseen nimeen", "återgång till det senaste namnet som ogift", "return to the last unmarried name";
        BackToNameAtMarriage = "5": "paluu avioliittoon mentäessä olleeseen nimeen", "återgång till namnet vid äktenskapets ingående", "return to the name at marriage";
        SurnameByNotice = "6": "sukunimi ilmoituksella", "efternamn genom anmälan", "surname by notice";
        ChildToMothersName = "7": "lapsen on otettava äidin nimi", "barnet ska ta moderns namn", "child must take the mother's name";
        WifeToFormerName = "9": "vaimon paluu entiseen nimeen", "hustruns återgång till tidigare namn", "wife's return to a former name";
        FirstNameAdded = "A": "etunimi lisätty", "förnamn tillagt", "first name added";
        FirstNameGivenUp = "B": "etunimestä luovuttu", "förnamn avlagt", "first name given up";
        FirstNameOrder = "C": "etunimien järjestys muutettu", "förnamnens ordning ändrad", "order of first names changed";
        Hyphen = "D": "yhdysmerkin muutos", "ändring av bindestreck", "hyphen changed";
        FirstNameAbroad = "E": "etunimen muutos ulkomailla", "ändring av förnamn utomlands", "first name changed abroad";
        OwnSurnameTaken = "F": "oma sukunimi otettu", "eget efternamn taget", "own surname taken";
        OwnSurnameDropped = "G": "omasta sukunimestä luovuttu", "eget efternamn avlagt", "own surname dropped";
        OtherFirstNameByNotice = "M": "muu etunimi ilmoituksella", "annat förnamn genom anmälan", "other first name by notice";
        CallName = "N": "kutsumanimen muutos", "ändring av tilltalsnamn", "change of call name";
        IntermediateName = "X": "välinimen muutos", "ändring av mellannamn", "change of intermediate name";
    }
}
