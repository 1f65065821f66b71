//! The captions that programs and people give their columns.
//!
//! Written by hand: no library knows the captions of contact files.
//!
//! A caption is compared by its letters and digits alone (`E-mail 1 - Value` → `email1value`), so
//! one word here stands for many ways to write it.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::catalogue::{CodeList, ContactField as F};
use crate::exchange::alphanumeric_key::alphanumeric_key;
use crate::exchange::import::target::Target;

/// The meaning of a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) enum Meaning {
    /// Just this.
    Is(Target),
    /// "Contact": a person to talk to. "Name" beside it is a company then.
    ContactPerson,
    /// "Title": a job title, or "Dr." where another column has the job title.
    Title,
    /// "No.": a number of ours, or another program's.
    Number,
}

/// A known caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Caption {
    /// Its meaning.
    pub meaning: Meaning,
    /// 0 is the main column for a field, higher ones are the home address, the second phone …
    pub rank: u8,
    /// Whether the meaning is certain.
    pub sure: bool,
}

const fn field(field: F) -> Meaning {
    Meaning::Is(Target::Field(field))
}

const fn codes(list: CodeList) -> Meaning {
    Meaning::Is(Target::Codes(list))
}

/// Captions with a certain meaning. Business Central's in five languages first, then Outlook
/// (English and German), Google (old and new), Thunderbird, HubSpot, LinkedIn, Tine 2.0, Lx-Office.
const SURE: &[(Meaning, u8, &str)] = &[
    (
        Meaning::Is(Target::PersonName),
        0,
        "fullname displayname nfn fulltnavn fuldenavn volledigenaam \
        nomcomplet vollstandigername angezeigtername contactname",
    ),
    (
        Meaning::Is(Target::CompanyName),
        0,
        "companyname selskapsnavn bedrijfsnaam nomdelasociete \
        virksomhedsnavn company firma firmenname organizationname organization1name orgname \
        associatedcompany organisasjonsnavn foretaksnavn bedriftsnavn raisonsociale",
    ),
    (field(F::FirstName), 0, "firstname givenname fornavn voornaam prenom vorname ngiven cpgivenname"),
    (
        field(F::MiddleName),
        0,
        "middlename additionalname mellomnavn mellemnavn tweedevoornaam \
        deuxiemeprenom weiterevornamen nmiddle",
    ),
    (
        field(F::Surname),
        0,
        "surname lastname familyname etternavn achternaam efternavn nomdefamille \
        nachname familienname familienaam nfamily cpname",
    ),
    (
        field(F::JobTitle),
        0,
        "jobtitle stilling functie fonction organization1title organizationtitle \
        stillingsbetegnelse functietitel",
    ),
    (
        field(F::DateOfBirth),
        0,
        "dateofbirth birthday birthdate born fodselsdato fodselsdag foedselsdato foedselsdag \
        geboortedatum verjaardag datedenaissance anniversaire geburtsdatum geburtstag dob bday",
    ),
    (
        field(F::Notes),
        0,
        "notes note notater notat notities opmerkingen remarques bemaerkninger noter notizen",
    ),
    (
        codes(CodeList::JobResponsibility),
        0,
        "jobresponsibilities jobresponsibility jobresponsibilitycode ansvarsomrader ansvarsomrade \
        ansvarsomradekode functiegroepen functiegroep functiegroepcode responsabilites \
        coderesponsabilite ansvarsomraader ansvarsomraadekode",
    ),
    (
        field(F::Salutation),
        0,
        "salutation salutationcode hilsen hilsenkode aanhef aanhefcode codetitre \
        starthilsen starthilsenkode anrede nprefix nameprefix formuledepolitesse formulesdepolitesse",
    ),
    (
        field(F::Address),
        0,
        "address adresse adres street streetaddress businessstreet address1street \
        adronestreet strassegeschaftlich workaddress addr1 addressline1 address1",
    ),
    (field(F::Address), 1, "homestreet address2street adrtwostreet strasseprivat homeaddress"),
    (field(F::Address), 2, "otherstreet address3street weiterestrasse"),
    (
        field(F::Address2),
        0,
        "address2 adresse2 adres2 businessstreet2 address1extendedaddress \
        adronestreet2 strassegeschaftlich2 workaddress2 addr2 addressline2",
    ),
    (field(F::Address2), 1, "homestreet2 address2extendedaddress adrtwostreet2 strasseprivat2 homeaddress2"),
    (field(F::Address2), 2, "otherstreet2 address3extendedaddress weiterestrasse2"),
    (
        field(F::PostCode),
        0,
        "postcode postnummer postnr codepostal zipcode zip postalcode plz \
        postleitzahl postleitzahlgeschaftlich businesspostalcode address1postalcode \
        adronepostalcode workzipcode",
    ),
    (
        field(F::PostCode),
        1,
        "homepostalcode address2postalcode adrtwopostalcode postleitzahlprivat homezipcode",
    ),
    (field(F::PostCode), 2, "otherpostalcode address3postalcode weiterepostleitzahl"),
    (
        field(F::City),
        0,
        "city poststed plaats ville by businesscity address1city adronelocality \
        ortgeschaftlich workcity",
    ),
    (field(F::City), 1, "homecity address2city adrtwolocality ortprivat"),
    (field(F::City), 2, "othercity address3city weitererort"),
    (
        field(F::CountryRegion),
        0,
        "countryregioncode landsregionskode landregiocode codepaysregion \
        landeomradekode countryregion country land pays landregion businesscountry \
        businesscountryregion address1country adronecountryname landregiongeschaftlich workcountry \
        countrycode landkode landcode codepays",
    ),
    (
        field(F::CountryRegion),
        1,
        "homecountry homecountryregion address2country adrtwocountryname \
        landregionprivat",
    ),
    (field(F::CountryRegion), 2, "othercountry othercountryregion address3country weitereselandregion"),
    (
        field(F::Phone),
        0,
        "phoneno telefonnr telefoonnr ntelephone ndetelephone phone phonenumber telefon \
        telefonnummer telefoon telefoonnummer telephone tel tlf tlfnr businessphone workphone telwork \
        telefongeschaftlich phone1value phone1",
    ),
    (
        field(F::Phone),
        1,
        "primaryphone businessphone2 haupttelefon telefongeschaftlich2 phone2value phone2 \
        cpphone1",
    ),
    (
        field(F::Phone),
        2,
        "homephone homephone2 telhome telefonprivat telefonprivat2 phone3value phone3 \
        cpphone2",
    ),
    (
        field(F::Phone),
        3,
        "companymainphone otherphone telother telefonfirma weiterestelefon phone4value \
        phone5value phone6value phone7value",
    ),
    (
        field(F::MobilePhone),
        0,
        "mobilephoneno mobiltelefonnr mobieltelefoonnr ntelephonemobile mobilnr \
        mobilephone mobilephonenumber mobilenumber mobile mobil mobiltelefon mobiel mobielnummer \
        mobilnummer telcell natel cellphone cpmobile1",
    ),
    (field(F::MobilePhone), 1, "mobiltelefon2 telcellprivate cpmobile2"),
    (
        field(F::Email),
        0,
        "email emailaddress epost epostadresse emailadres mail mailadresse emailadresse \
        adresseemail courriel primaryemail email1value email1 emailaddr",
    ),
    (
        field(F::Email),
        1,
        "email2address email2adresse email2value email2 emailhome secondaryemail cpemail \
        privateemail",
    ),
    (field(F::Email), 2, "email3address email3adresse email3value email3 email4value email5value"),
    (
        field(F::HomePage),
        0,
        "homepage hjemmeside startpagina pagedaccueil website websiteurl webpage \
        website1value webseite nettside nettsted siteweb",
    ),
    (field(F::HomePage), 1, "url internet internetadresse"),
    (field(F::HomePage), 2, "website2value urlhome personalwebpage domain domene"),
    (
        field(F::Language),
        0,
        "languagecode sprakkode taalcode codelangue sprogkode language sprak taal \
        langue sprog sprache",
    ),
    (
        field(F::Salesperson),
        0,
        "salespersoncode selgerkode verkoperscode codevendeur saelgerkode \
        salesperson selger verkoper vendeur saelger",
    ),
    (field(F::Territory), 0, "territorycode distriktskode regiocode codesecteur territory distrikt"),
    (
        field(F::ExternalId),
        0,
        "externalid eksternid externeid idexterne recordid medlemsnr medlemsnummer \
        lidnummer numerodemembre membernumber memberid membershipno mitgliedsnummer",
    ),
    (Meaning::Is(Target::Kind), 0, "type soort contacttype kontakttype typedecontact"),
    (
        Meaning::Is(Target::Excluded),
        0,
        "excludefromsegment utelatfrasegment uitsluitenvansegment \
        exclusdusegment exclusegment exclureddusegment excluredusegment exclusdesegment \
        exclusionsegment udelukframalgruppe",
    ),
    (
        codes(CodeList::MailingGroup),
        0,
        "mailinggroups mailinggroup mailinggroupcode postgrupper postgruppe \
        postgruppekode mailinggroepen mailinggroep mailinggroepcode groupesdedistribution \
        groupededistribution codegroupesdedistribution mailgrupper mailgruppe mailgruppekode \
        groupmembership labels",
    ),
    (
        codes(CodeList::IndustryGroup),
        0,
        "industrygroups industrygroup industrygroupcode bransjegrupper \
        bransjegruppe bransjegruppekode sectoren sectorcode secteursdactivite secteurdactivite \
        codesecteursdactivite brancher branchekode",
    ),
    (
        codes(CodeList::BusinessRelation),
        0,
        "businessrelations businessrelation businessrelationcode \
        forretningsforbindelser forretningsforbindelse forretnforbindelseskode zakenrelaties \
        zakenrelatie zakenrelatiecode relationsdaffaires relationdaffaires coderelationdaffaires \
        forretningsrelationer forretningsrelation forretningsrelationskode",
    ),
    (
        Meaning::Is(Target::PostCodeAndCity),
        0,
        "plzort plzortkombination postnrsted postnrogsted \
        postnummerogsted postnrpoststed postnummerpoststed postnrogpoststed npalocalite npaville \
        codepostalville codepostaletville postcodeplaats postcodewoonplaats postcodeenplaats postnrby \
        postnrogby zipcity postcodecity",
    ),
    (Meaning::Is(Target::AreaCode), 0, "areacode vorwahl vorwahltel retningsnummer indicatif kengetal"),
];

/// Captions that mean it in most files.
const LIKELY: &[(Meaning, u8, &str)] = &[
    (Meaning::Is(Target::Name), 0, "name navn naam nom nome leadname"),
    (
        Meaning::ContactPerson,
        0,
        "contact contactperson kontaktperson personnedecontact ansprechpartner \
        attn contactpersoon",
    ),
    (
        Meaning::Is(Target::CompanyName),
        0,
        "organization organisation organisatie organisasjon selskap \
        bedrijf societe virksomhed bedrift unternehmen entreprise enterprise employer kommunenavn \
        kommune gemeente gemeentenaam gemeindename commune forening customername kundenavn klantnaam \
        nomduclient customer kunde institution",
    ),
    (field(F::FirstName), 0, "fname first"),
    (field(F::MiddleName), 0, "tussenvoegsel"),
    (field(F::Surname), 0, "lname last slektsnavn"),
    (field(F::JobTitle), 0, "position role tittel titel titre funktion beruf"),
    (Meaning::Title, 0, "title"),
    (field(F::Salutation), 0, "greeting cpgreeting tiltale civilite"),
    (
        field(F::Address),
        0,
        "gate gateadresse postadresse straat rue strasse strassehausnummer strassenr vej \
        besoksadresse postaladdress mailingaddress adressepostale addressstreet",
    ),
    (field(F::Address2), 0, "co adressezusatz adresszusatz complementadresse complementdadresse"),
    (field(F::PostCode), 0, "pnr npa"),
    (field(F::City), 0, "ort sted stad town place woonplaats localite lieu locality admsenter municipality"),
    (field(F::MobilePhone), 0, "cell portable gsm handy"),
    (field(F::HomePage), 1, "web site webside contactinternet"),
    (field(F::Email), 0, "mel"),
    (field(F::Salesperson), 0, "contactowner owner kundeansvarlig accountmanager"),
    (
        field(F::ExternalId),
        0,
        "customerid customerno customernumber vendorno vendid vendorid organizationid \
        organisationid kundenr kundenummer klantnr klantnummer nclient kundennummer reference",
    ),
    (Meaning::Number, 0, "no nr n number nummer numero"),
    (
        codes(CodeList::MailingGroup),
        0,
        "categories kategorien kategorier category kategori categorie \
        categorieen tags tag etiquettes etiketter groups grupper groepen groupes gruppen group gruppe",
    ),
    (codes(CodeList::IndustryGroup), 0, "industry bransje branche sector secteur"),
];

fn known() -> &'static HashMap<&'static str, Caption> {
    static KNOWN: OnceLock<HashMap<&'static str, Caption>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let table = |sure: bool, table: &'static [(Meaning, u8, &'static str)]| {
            table.iter().flat_map(move |&(meaning, rank, words)| {
                words.split_whitespace().map(move |word| (word, Caption { meaning, rank, sure }))
            })
        };
        // Certain meanings overwrite likely ones.
        table(false, LIKELY).chain(table(true, SURE)).collect()
    })
}

/// Words that stand before a caption without changing what it says: `companycity`, `contact.name`.
const PREFIXES: [&str; 7] = ["company", "contact", "customer", "vendor", "gemeente", "member", "person"];

/// The meaning of a caption, if it is known.
pub(in crate::exchange) fn caption(written: &str) -> Option<Caption> {
    let whole = alphanumeric_key(written);
    if let Some(&caption) = known().get(whole.as_str()) {
        return Some(caption);
    }
    let unsure = |caption: &Caption| Caption { sure: false, ..*caption };
    if let Some((path, last)) = written.rsplit_once('.') {
        // The name of an organisation written as "gemeente.naam".
        let last = alphanumeric_key(last);
        let owner_is_company = known()
            .get(alphanumeric_key(path).as_str())
            .is_some_and(|owner| owner.meaning == Meaning::Is(Target::CompanyName));
        if let Some(found) = known().get(last.as_str()) {
            return Some(match found.meaning {
                Meaning::Is(Target::Name) if owner_is_company => {
                    Caption { meaning: Meaning::Is(Target::CompanyName), ..unsure(found) }
                }
                _ => unsure(found),
            });
        }
    }
    PREFIXES
        .iter()
        .filter_map(|prefix| whole.strip_prefix(prefix))
        .find_map(|rest| known().get(rest).map(unsure))
}

/// Captions of files that list companies, not persons, under "Name".
pub(super) fn speaks_of_companies(header: &[String]) -> bool {
    const SIGNS: [&str; 20] = [
        "customer",
        "vendor",
        "vendid",
        "supplier",
        "kunde",
        "klant",
        "organi",
        "vatreg",
        "mva",
        "btw",
        "tva",
        "employees",
        "ansatte",
        "posting",
        "debitor",
        "kreditor",
        "leverand",
        "fournisseur",
        "industry",
        "bransje",
    ];
    header.iter().any(|caption| {
        let caption = alphanumeric_key(caption);
        // Outlook gives every person an "Organizational ID Number".
        SIGNS.iter().any(|sign| caption.contains(sign)) && !caption.starts_with("organizational")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_in_two_places() {
        for table in [SURE, LIKELY] {
            let mut seen = HashMap::new();
            for (meaning, rank, words) in table {
                for word in words.split_whitespace() {
                    assert_eq!(alphanumeric_key(word), word);
                    if let Some(before) = seen.insert(word, (meaning, rank)) {
                        panic!("{word}: {before:?} and {meaning:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn knows_the_captions_of_five_languages() {
        let is = |written: &str| caption(written).map(|caption| caption.meaning);
        for (field_, captions) in [
            (F::Surname, ["Surname", "Etternavn", "Achternaam", "Nom de famille", "Efternavn"]),
            (F::PostCode, ["Post Code", "Postnr.", "Postcode", "Code postal", "Postnr."]),
            (F::City, ["City", "Poststed", "Plaats", "Ville", "By"]),
            (F::Phone, ["Phone No.", "Telefonnr.", "Telefoonnr.", "N° téléphone", "Telefonnr."]),
            (F::Email, ["E-Mail", "E-post", "E-mail", "Email", "Mail"]),
            (
                F::CountryRegion,
                [
                    "Country/Region Code",
                    "Lands-/regionskode",
                    "Land-/regiocode",
                    "Code pays/région",
                    "Lande-/områdekode",
                ],
            ),
        ] {
            for written in captions {
                assert_eq!(is(written), Some(field(field_)), "{written}");
            }
        }
        assert_eq!(is("Utelat fra segment"), Some(Meaning::Is(Target::Excluded)));
        assert_eq!(is("Udeluk fra målgruppe"), Some(Meaning::Is(Target::Excluded)));
        assert_eq!(is("Straße geschäftlich"), Some(field(F::Address)));
        assert_eq!(is("gemeente.naam"), Some(Meaning::Is(Target::CompanyName)));
        assert_eq!(is("gemeente.contact.telefoon"), Some(field(F::Phone)));
        assert_eq!(is("companycity"), Some(field(F::City)));
        assert_eq!(is("Notes"), Some(field(F::Notes)));
        assert_eq!(is("gemeente.notulen"), None);
    }
}
