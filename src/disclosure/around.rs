use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Classes with which a class can exchange: what is moved from the class and those like it to the others changes no sum over
/// the slices that they are looked at in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Exchange {
    /// One that lies in the same slices.
    With(usize),
    /// Two that lie, together, in the same slices as the class and a third.
    Between { third: usize, others: [usize; 2] },
}

/// Of the ways to exchange that are kept of a class, one in so many may be with the same other, so that there are some with each.
const OTHERS: usize = 25;

/// In which of some slices something lies, as bits.
pub(super) fn place_of(lies_in: impl Iterator<Item = bool>) -> Vec<u64> {
    let mut place = Vec::new();
    for (slice, lies_in) in lies_in.enumerate() {
        if slice % 64 == 0 {
            place.push(0);
        }
        if let Some(word) = place.last_mut() {
            *word |= u64::from(lies_in) << (slice % 64);
        }
    }
    place
}

impl Exchange {
    /// What else goes the way of the class.
    pub(super) fn like(self) -> impl Iterator<Item = usize> {
        let third = match self {
            Exchange::With(_) => None,
            Exchange::Between { third, .. } => Some(third),
        };
        third.into_iter()
    }

    /// What goes the other way.
    pub(super) fn unlike(self) -> impl Iterator<Item = usize> {
        let (one, other) = match self {
            Exchange::With(one) => (one, None),
            Exchange::Between { others: [one, other], .. } => (one, Some(other)),
        };
        std::iter::once(one).chain(other)
    }
}

/// With what each class can exchange, worked out where it is asked for.
#[derive(Clone, Debug)]
pub(super) struct Around {
    places: Vec<Vec<u64>>,
    at: BTreeMap<Vec<u64>, Vec<usize>>,
    /// The classes of each slice.
    slices: Vec<Vec<usize>>,
    found: Vec<OnceCell<Vec<Exchange>>>,
    /// In which order others are tried, and which place each has in it.
    order: Vec<usize>,
    rank: Vec<usize>,
    /// So many ways to exchange are kept of a class.
    most: usize,
}

impl Around {
    /// Of classes by the slices that they lie in, as bits; not more than so many ways are looked for of each, those with
    /// classes of many `people` first.
    pub(super) fn new(places: &[Vec<u64>], people: &[f64], most: usize) -> Self {
        let size = |class: usize| people.get(class).copied().unwrap_or(0.0);
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by(|&a, &b| size(b).total_cmp(&size(a)));
        let mut rank = vec![0; places.len()];
        for (place, &class) in order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(class) {
                *rank = place;
            }
        }
        let mut at: BTreeMap<Vec<u64>, Vec<usize>> = BTreeMap::new();
        let bits = places.first().map_or(0, Vec::len) * 64;
        let mut slices = vec![Vec::new(); bits];
        for (class, place) in places.iter().enumerate() {
            at.entry(place.clone()).or_default().push(class);
            for slice in (0..bits)
                .filter(|slice| place.get(slice / 64).is_some_and(|word| word >> (slice % 64) & 1 == 1))
            {
                if let Some(slice) = slices.get_mut(slice) {
                    slice.push(class);
                }
            }
        }
        let found = vec![OnceCell::new(); places.len()];
        Self { places: places.to_vec(), at, slices, found, order, rank, most }
    }

    /// With what a class can exchange.
    pub(super) fn of(&self, class: usize) -> &[Exchange] {
        self.found.get(class).map_or(&[], |found| found.get_or_init(|| self.find(class)))
    }

    fn find(&self, class: usize) -> Vec<Exchange> {
        let mut found = Vec::new();
        let Some(own) = self.places.get(class) else { return found };
        let alike = self.at.get(own).into_iter().flatten().filter(|other| **other != class);
        found.extend(alike.map(|&other| Exchange::With(other)));
        let rank = |class: usize| self.rank.get(class).copied().unwrap_or(0);
        for &one in &self.order {
            let Some(of_one) = self.places.get(one).filter(|place| *place != own) else { continue };
            // What the first lacks of the class, the second has to have.
            let others = self.smallest_lacking(own, of_one).unwrap_or(&self.order);
            let before = found.len();
            for &other in others.iter().filter(|other| rank(**other) >= rank(one)) {
                for &third in self.fourth(own, one, other).into_iter().flatten() {
                    if ![one, other, third].contains(&class) && third != one && third != other {
                        found.push(Exchange::Between { third, others: [one, other] });
                    }
                }
                if found.len() >= self.most {
                    return found;
                }
                if found.len() >= before + self.most / OTHERS {
                    break;
                }
            }
        }
        found
    }

    /// Of the slices that a class lies in and another does not, the one with the fewest classes.
    fn smallest_lacking(&self, own: &[u64], other: &[u64]) -> Option<&Vec<usize>> {
        let mut smallest: Option<&Vec<usize>> = None;
        for (word, (own, other)) in own.iter().zip(other).enumerate() {
            let mut lacking = own & !other;
            while lacking != 0 {
                let classes = self.slices.get(word * 64 + lacking.trailing_zeros() as usize);
                smallest = smallest.into_iter().chain(classes).min_by_key(|classes| classes.len());
                lacking &= lacking - 1;
            }
        }
        smallest
    }

    /// The classes that lie, together with a class, in the same slices as two others.
    fn fourth(&self, own: &[u64], one: usize, other: usize) -> Option<&Vec<usize>> {
        let (one, other) = (self.places.get(one)?, self.places.get(other)?);
        let words = || own.iter().zip(one).zip(other).map(|((own, one), other)| (own, one, other));
        // Nearly all fail here, so nothing is made before.
        if words().any(|(own, one, other)| own & !(one | other) != 0 || one & other & !own != 0) {
            return None;
        }
        let place: Vec<u64> =
            words().map(|(own, one, other)| (one & other) | ((one ^ other) & !own)).collect();
        self.at.get(&place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_a_table_exchanges_with_every_rectangle_that_it_is_a_corner_of() {
        // Two rows and three columns, whose totals are shown: bits 0 and 1, and 2 to 4.
        let places: Vec<Vec<u64>> =
            (0..6).map(|cell| vec![(1 << (cell / 3)) | (1 << (2 + cell % 3))]).collect();
        let around = Around::new(&places, &[], 400);
        let mut corners: Vec<(usize, Vec<usize>)> = around
            .of(0)
            .iter()
            .map(|exchange| {
                let mut unlike: Vec<usize> = exchange.unlike().collect();
                unlike.sort_unstable();
                (exchange.like().next().unwrap(), unlike)
            })
            .collect();
        corners.sort();
        assert_eq!(corners, [(4, vec![1, 3]), (5, vec![2, 3])]);
        let alike = Around::new(&[vec![1], vec![1], vec![2]], &[], 400);
        assert!(matches!(alike.of(0), [Exchange::With(1)]));
    }
}
