use super::bytes::{Bytes, Order};
use super::damage::Damage;
use crate::domain::phrase;

/// How the cases of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Words of eight bytes as they are.
    Plain,
    /// A byte for each word that is a small number, blank or missing.
    Bytecode,
    /// Bytecode in zlib blocks.
    Zlib,
}

impl Packing {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Plain => "none",
            Self::Bytecode => "bytecode",
            Self::Zlib => "zlib",
        }
    }
}

/// What a system file begins with.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) packing: Packing,
    /// The variable that weights the cases: the position of its word, from 0.
    pub(super) weight: Option<usize>,
    /// How many cases there are, where the writer knew.
    pub(super) cases: Option<u64>,
    /// What is taken off a byte to get the number it stands for.
    pub(super) bias: f64,
}

/// Reads the header and sets the order of the bytes of what follows.
pub(super) fn read(bytes: &mut Bytes) -> Result<Header, Damage> {
    let magic: [u8; 4] = bytes.array()?;
    let zlib = match &magic {
        b"$FL2" => false,
        b"$FL3" => true,
        _ => return Err(Damage::broken("het begint niet als een .sav", "it does not begin like a .sav")),
    };
    bytes.skip(60)?;
    let layout: [u8; 4] = bytes.array()?;
    let order = [Order::Little, Order::Big].into_iter().find(|order| matches!(order.int(layout), 2 | 3));
    bytes.order = order.ok_or_else(|| {
        Damage::broken("de indeling van het bestand is onbekend", "the layout of the file is unknown")
    })?;
    // How many words a case has is not to be relied upon: the records of the variables tell.
    bytes.skip(4)?;
    let packing = match (bytes.int()?, zlib) {
        (0, false) => Packing::Plain,
        (1, false) => Packing::Bytecode,
        (2, true) => Packing::Zlib,
        (other, _) => {
            return Err(Damage::Broken(phrase!(
                "het zegt op een onbekende manier ingepakt te zijn ({other})",
                "it claims to be packed in an unknown way ({other})"
            )));
        }
    };
    let weight = usize::try_from(bytes.int()?).ok().and_then(|index| index.checked_sub(1));
    let cases = u64::try_from(bytes.int()?).ok();
    let bias = bytes.order.float(bytes.array()?);
    // Nobody writes anything but 100 or 0. As a number of a mainframe or a VAX, 100 is not near it.
    if !(0.0..=1_000.0).contains(&bias) || bias.fract() != 0.0 {
        return Err(Damage::broken(
            "de getallen staan er in een vorm van vroeger (mainframe of VAX)",
            "its numbers are in a form of the past (mainframe or VAX)",
        ));
    }
    bytes.skip(9 + 8 + 64 + 3)?;
    Ok(Header { packing, weight, cases, bias })
}
